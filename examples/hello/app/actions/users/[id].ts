import { HttpError } from 'titan';
import { findUser } from '../../lib/users';

/** GET /actions/users/1: a parameter of the path, and an error that chooses its answer. */
export const GET = defineAction((req) => {
  const user = findUser(Number(req.params.id));
  if (!user) throw new HttpError(404, `no user ${req.params.id}`);
  return { user };
});

/** DELETE /actions/users/1: one export a method; no value is a 204. */
export const DELETE = defineAction((req) => {
  t.log.info('would delete', { id: req.params.id });
});
