/** The environment as the app finds it: `t.env`. */
import { toError } from './host-error';
import { ObjectAssign, ObjectCreate, ObjectFreeze } from './primordials';

export type Environment = Readonly<Record<string, string>>;

/**
 * @param values the variables that the app may read: all that the object lists
 * @param withheld the names of those that the process has beside them: whoever asks for one gets a PermissionError, since undefined would say that nobody has set it
 */
export function environment(values: Record<string, string>, withheld: readonly string[]): Environment {
  return ObjectFreeze(ObjectAssign(ObjectCreate(rest(withheld)), values)) as Environment;
}

/** The prototype, which is asked only for what the app may not read: what it may read costs nothing more. */
function rest(withheld: readonly string[]): object {
  const names = ObjectCreate(null) as Record<string | symbol, boolean>;
  for (let i = 0; i < withheld.length; i++) names[withheld[i]] = true;
  const refuse = (name: string | symbol): void => {
    if (names[name]) {
      const line = `add "${name as string}" to permissions.env in titan.config.json`;
      throw toError({ name: 'PermissionError', code: 'EACCES', message: `t.env may not read ${name as string}: ${line}` });
    }
  };
  return new Proxy(ObjectFreeze(ObjectCreate(null)), {
    get: (_, name) => refuse(name),
    has: (_, name) => {
      refuse(name);
      return false;
    },
  });
}
