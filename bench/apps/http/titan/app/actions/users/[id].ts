export default defineAction((req) => ({ id: req.params.id, fields: req.query.fields, page: Number(req.query.page) }));
