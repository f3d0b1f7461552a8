/** What an app's schemas say of themselves as JSON Schema, draft 2020-12, for documents that are made of an app when it is built. */
import { type ActionOptions, type Declared, factsOf, JSONStringify, type StandardSchema } from 'titan:kernel';
import { ofValibot } from './valibot';

const TARGET = 'draft-2020-12';

/** https://standardschema.dev/json-schema */
interface Converter {
  input?(options: { target: string }): unknown;
}

/** JSON Schema of what a schema takes; true, which anything fits, where its library has none. */
export function jsonSchema(schema: StandardSchema): unknown {
  const given = schema as unknown as Record<string, unknown> & { '~standard': { vendor?: unknown; jsonSchema?: Converter } };
  const { jsonSchema: converter, vendor } = given['~standard'];
  try {
    if (typeof converter?.input === 'function') return bare(converter.input({ target: TARGET }));
    for (const name of ['toJSONSchema', 'toJsonSchema']) {
      if (typeof given[name] === 'function') return bare((given[name] as (options: object) => unknown)({ io: 'input' }));
    }
    if (vendor === 'valibot') return ofValibot(given);
  } catch {
    // What it has no JSON Schema for it may refuse: a transformation, a type of the language alone.
  }
  return true;
}

/** Within a document the dialect is the document's. */
function bare(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return true;
  const { $schema: _, '~standard': __, ...rest } = schema as Record<string, unknown>;
  return rest;
}

/** What an action declares, as JSON. */
export function ofAction(options: ActionOptions | undefined): string {
  const described: Record<string, unknown> = {};
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = options?.[part];
    if (schema !== undefined) described[part] = jsonSchema(schema);
  }
  return JSONStringify(described);
}

/** The public methods of services with the schemas of their arguments by their places, as JSON. */
export function ofServices(declared: readonly Declared[]): string {
  const services: object[] = [];
  for (const { classes } of declared) {
    for (const type of classes) {
      const facts = factsOf(type);
      if (facts?.service === undefined) continue;
      const methods: Record<string, object> = {};
      for (const [name, { open, parameters, input, output }] of facts.methods) {
        if (!open) continue;
        const inputs: Record<number, unknown> = input === undefined ? {} : { 0: jsonSchema(input) };
        parameters.forEach(({ schema }, index) => {
          if (schema !== undefined) inputs[index] = jsonSchema(schema);
        });
        methods[name] = { inputs, ...(output === undefined ? {} : { output: jsonSchema(output) }) };
      }
      services.push({ id: `${facts.service.name}@${facts.service.version}`, methods });
    }
  }
  return JSONStringify(services);
}
