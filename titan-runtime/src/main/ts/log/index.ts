/** `t.log`: structured lines into the log of the server. */
import { format } from '../console/inspect';
import { currentNumber } from '../kernel/current';
import { host } from '../kernel/host';
import { here } from '../kernel/places';
import { loggedIds } from '../kernel/trace';

type Fields = Record<string, unknown>;

/** A logger: callable for level info, with a method a level. */
export interface Log {
  (message: unknown, fields?: Fields): void;
  debug(message: unknown, fields?: Fields): void;
  info(message: unknown, fields?: Fields): void;
  warn(message: unknown, fields?: Fields): void;
  error(message: unknown, fields?: Fields): void;
  /** A logger that adds these fields to every line. */
  child(fields: Fields): Log;
}

function encode(fields: Fields): string | undefined {
  const seen = new Set<unknown>();
  try {
    return JSON.stringify(fields, (_key, value: unknown) => {
      if (typeof value === 'bigint') return `${value}n`;
      if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
      if (typeof value === 'object' && value !== null) {
        if (seen.has(value)) return '[seen above]';
        seen.add(value);
      }
      return value;
    });
  } catch (e) {
    return JSON.stringify({ fields: `cannot be logged: ${String(e)}` });
  }
}

function createLog(bound: Fields | undefined): Log {
  const at =
    (level: string) =>
    (message: unknown, fields?: Fields): void => {
      const all = bound === undefined ? fields : { ...bound, ...fields };
      host.log(level, typeof message === 'string' ? message : format([message]), all === undefined ? undefined : encode(all), currentNumber(), here(), loggedIds());
    };
  return Object.assign(at('info'), {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields: Fields): Log => createLog({ ...bound, ...fields }),
  });
}

export const log = createLog(undefined);
