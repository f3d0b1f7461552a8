import { greet } from '../lib/greeting';

/** GET /actions/hello?name=Ada: TypeScript, an import from outside actions/, a value of .env. */
export const hello = defineAction((req) => {
  const name = req.query.name ?? 'World';
  t.log.info('greeting', { name });
  return { message: greet(t.env.GREETING, name) };
});
