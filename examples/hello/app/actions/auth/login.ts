import { findUserByEmail } from '../../lib/users';

/** POST /actions/auth/login: nested folders, a form or JSON as the body, an envelope with a status, and a cookie. */
export default defineAction({ methods: ['POST'] }, (req) => {
  const { email } = req.body as { email?: string };
  const user = findUserByEmail(email ?? '');
  if (!user) return { status: 401, body: { error: 'unknown user' } };
  return {
    status: 200,
    headers: { 'set-cookie': `user=${user.id}; HttpOnly; SameSite=Lax; Path=/` },
    body: { user: user.name },
  };
});
