export default defineAction(() => 'Hello, World!');
