import { findUserByEmail } from '../../lib/users';

/** POST /actions/auth/login: nested folders, a form or JSON as the body, an answer with its status, and a cookie. */
export default defineAction({ methods: ['POST'] }, (req) => {
  const { email } = req.body as { email?: string };
  const user = findUserByEmail(email ?? '');
  if (!user) return { status: 401, body: { error: 'unknown user' } };
  return t.response.json({ user: user.name }).cookie('user', String(user.id), { maxAge: 3600 });
});
