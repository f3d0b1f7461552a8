export default defineAction({ methods: ['POST'] }, (req) => ({ status: 200, body: req.body }));
