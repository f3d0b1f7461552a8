import { HttpError } from 'titan';

const users = new Map([
  ['1', { id: '1', name: 'Ada Lovelace' }],
  ['2', { id: '2', name: 'Grace Hopper' }],
]);

/** GET /actions/users/1 */
export const GET = defineAction((req) => {
  const user = users.get(req.params.id);
  if (!user) {
    throw new HttpError(404, `There is no user ${req.params.id}`);
  }
  return user;
});
