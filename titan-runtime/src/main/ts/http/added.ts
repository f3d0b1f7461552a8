/** Header fields that an answer gets beside its own: cookies that were set while it was made. */
import { JSONParse, JSONStringify, StringIndexOf, StringSlice, StringSplit } from '../kernel/primordials';

/** An encoded answer with further fields. @param lines each `name: value` and a line feed */
export function withFields(text: string, lines: string): string {
  switch (text[0]) {
    case 'j':
      return `r200Content-Type: application/json\n${lines}\n${StringSlice(text, 1)}`;
    case 'J':
      return `r${StringSlice(text, 1, 4)}Content-Type: application/json\n${lines}\n${StringSlice(text, 4)}`;
    case 't':
      return `r200Content-Type: text/plain; charset=utf-8\n${lines}\n${StringSlice(text, 1)}`;
    case 'n':
      return `e204${lines}\n`;
    case 'x':
      return toFailure(StringSlice(text, 1), lines);
    default:
      return StringSlice(text, 0, 4) + lines + StringSlice(text, 4);
  }
}

function toFailure(json: string, lines: string): string {
  const failure = JSONParse(json) as { headers?: string[] };
  const headers = failure.headers ?? [];
  const added = StringSplit(lines, '\n');
  for (let i = 0; i < added.length - 1; i++) {
    const colon = StringIndexOf(added[i], ': ');
    headers[headers.length] = StringSlice(added[i], 0, colon);
    headers[headers.length] = StringSlice(added[i], colon + 2);
  }
  failure.headers = headers;
  return `x${JSONStringify(failure)}`;
}
