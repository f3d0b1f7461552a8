/** GET /actions: an index.ts answers for its folder. */
export default defineAction({ methods: ['GET'] }, () => ({
  try: ['/actions/hello?name=Ada', '/actions/users/1', '/actions/docs/a/b/c', '/actions/slow', '/u/2', '/'],
}));
