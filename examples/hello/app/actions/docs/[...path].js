/** GET /actions/docs/a/b/c: plain JavaScript, and all that is left of the path. */
export default defineAction((req) => {
  return t.response.html(`<!doctype html><title>Docs</title><p>${req.params.path.split('/').length} segments</p>`);
});
