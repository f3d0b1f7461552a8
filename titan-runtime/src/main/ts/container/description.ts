/** Services as those see them who may call them. */
import type { Callable, Found } from './table';

/** What the wire calls a definition. */
export interface Description {
  id: string;
  meta: {
    name: string;
    version: string;
    properties: Record<string, { readonly: boolean }>;
    methods: Record<string, { parameters: { name: string; schema?: unknown }[]; returns?: unknown; auth?: { roles: readonly string[]; scopes: readonly string[] } }>;
  };
}

/** A name that a pattern stands for is none. */
const NAMES = /^[A-Za-z_$][\w$]*/;

export function describe({ entry, methods, properties }: Found): Description {
  const meta: Description['meta'] = { name: entry.name, version: entry.version, properties: {}, methods: {} };
  for (const [name, property] of properties) meta.properties[name] = { ...property };
  for (const name of entry.methods) meta.methods[name] = describeMethod(methods.get(name)!);
  return { id: entry.id, meta };
}

function describeMethod({ body, inputs, output, auth }: Callable): Description['meta']['methods'][string] {
  const names = parameterNames(body);
  for (const { index } of inputs) while (names.length <= index) names.push(`arg${names.length}`);
  const parameters = names.map((name, index) => {
    const schema = jsonSchema(inputs.find((input) => input.index === index)?.schema);
    return schema === undefined ? { name } : { name, schema };
  });
  const returns = jsonSchema(output);
  return { parameters, ...(returns !== undefined && { returns }), ...(auth !== undefined && { auth }) };
}

/** The names of a method's parameters, read off its text: `(id, { deep } = {})` has `id` and one that has none. */
function parameterNames(body: Function): string[] {
  const text = Function.prototype.toString.call(body);
  const open = text.indexOf('(');
  const names: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let i = open; i >= 0 && i < text.length; i++) {
    const character = text[i];
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    if (depth === 0 || (depth === 1 && character === ',')) {
      const parameter = text.slice(from, i).trim().replace(/^\.\.\./, '');
      if (parameter !== '') names.push(NAMES.exec(parameter)?.[0] ?? `arg${names.length}`);
      from = i + 1;
    }
    if (depth === 0) break;
  }
  return names;
}

/** JSON Schema of a schema whose library gives one. */
function jsonSchema(schema: unknown): unknown {
  const given = (schema as { toJSONSchema?: unknown; '~standard'?: { jsonSchema?: { input?: unknown } } } | undefined) ?? {};
  try {
    const { toJSONSchema } = given;
    if (typeof toJSONSchema === 'function') return toJSONSchema.call(given);
    const input = given['~standard']?.jsonSchema?.input;
    if (typeof input === 'function') return input.call(given['~standard']!.jsonSchema, { target: 'draft-2020-12' });
  } catch {
    // A schema that has no JSON form is described by its parameter's name alone.
  }
  return undefined;
}
