export default defineAction(() => ({ hello: 'world', n: 42, ok: true }));
