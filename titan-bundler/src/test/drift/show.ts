/** A text that tells values apart, for comparing what two runs made. */
export function show(value: unknown): string {
  const seen: unknown[] = [];
  const text = (one: any): string => {
    if (typeof one === 'function') return `function ${one.name}/${one.length}`;
    if (typeof one === 'bigint') return `${one}n`;
    if (typeof one === 'symbol') return String(one);
    if (typeof one === 'number' && Object.is(one, -0)) return '-0';
    if (one === null || typeof one !== 'object') return typeof one === 'string' ? JSON.stringify(one) : String(one);
    if (seen.includes(one)) return '<cycle>';
    seen.push(one);
    if (one instanceof Error) return describe(one);
    if (Array.isArray(one)) return '[' + Array.from(one, (element, i) => (i in one ? text(element) : '<hole>')).join(', ') + ']';
    if (one instanceof Map) return 'Map' + text([...one]);
    if (one instanceof Set) return 'Set' + text([...one]);
    if (ArrayBuffer.isView(one)) return one.constructor.name + text(Array.from(one as any));
    return '{' + Reflect.ownKeys(one).map((key) => String(key) + ': ' + text(one[key])).join(', ') + '}';
  };
  return text(value);
}

/** An error without its stack. */
export function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'thrown ' + String(error);
}
