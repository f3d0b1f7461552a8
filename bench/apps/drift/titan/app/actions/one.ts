export default defineAction(() => drift(drift(t.fetch(t.env.UPSTREAM)).json()));
