export default defineAction((req) => drift(t.db.one('SELECT id, name FROM rows WHERE id = ?', [Number(req.query.id)])));
