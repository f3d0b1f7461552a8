/** JSON Schema of valibot's schemas (https://valibot.dev), which are plain objects. What is not known here is what anything fits. */

interface Node {
  kind: string;
  type: string;
  pipe?: readonly Node[];
  entries?: Record<string, Node>;
  item?: Node;
  items?: readonly Node[];
  wrapped?: Node;
  options?: readonly unknown[];
  literal?: unknown;
  value?: Node;
  default?: unknown;
  requirement?: unknown;
}

const OPTIONAL = ['optional', 'nullish', 'undefinedable', 'exact_optional'];

const ACTIONS: Record<string, (requirement: never) => object> = {
  min_length: (least: number) => ({ minLength: least }),
  max_length: (most: number) => ({ maxLength: most }),
  length: (length: number) => ({ minLength: length, maxLength: length }),
  min_value: (least: unknown) => (typeof least === 'number' ? { minimum: least } : {}),
  max_value: (most: unknown) => (typeof most === 'number' ? { maximum: most } : {}),
  multiple_of: (of: number) => ({ multipleOf: of }),
  integer: () => ({ type: 'integer' }),
  email: () => ({ format: 'email' }),
  url: () => ({ format: 'uri' }),
  uuid: () => ({ format: 'uuid' }),
  iso_date: () => ({ format: 'date' }),
  iso_timestamp: () => ({ format: 'date-time' }),
  regex: (pattern: RegExp) => ({ pattern: pattern.source }),
};

export function ofValibot(schema: unknown): unknown {
  return described(schema as Node);
}

function described(node: Node): unknown {
  const { pipe } = node;
  if (pipe === undefined) return ofType(node);
  const [first, ...rest] = pipe;
  const base = ofType(first);
  let made: Record<string, unknown> = base === true ? {} : { ...(base as object) };
  for (const { kind, type, requirement } of rest) {
    // Behind a transformation it is no longer what is taken.
    if (kind !== 'validation') break;
    const known = ACTIONS[type]?.(requirement as never) as Record<string, unknown> | undefined;
    made = { ...made, ...(made.type === 'array' ? ofItems(known) : known) };
  }
  return made;
}

/** The same bounds for the length of an array. */
function ofItems(known: Record<string, unknown> | undefined): object {
  const { minLength: minItems, maxLength: maxItems } = known ?? {};
  return { ...(minItems === undefined ? {} : { minItems }), ...(maxItems === undefined ? {} : { maxItems }) };
}

function ofType(node: Node): unknown {
  switch (node.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type: node.type };
    case 'null':
      return { type: 'null' };
    case 'literal':
      return { const: node.literal };
    case 'picklist':
    case 'enum':
      return { enum: node.options };
    case 'array':
      return { type: 'array', items: described(node.item!) };
    case 'tuple':
      return { type: 'array', prefixItems: node.items!.map(described), minItems: node.items!.length };
    case 'record':
      return { type: 'object', additionalProperties: described(node.value!) };
    case 'object':
    case 'loose_object':
    case 'strict_object':
      return ofObject(node);
    case 'union':
    case 'variant':
      return { anyOf: (node.options as Node[]).map(described) };
    case 'nullable':
      return { anyOf: [described(node.wrapped!), { type: 'null' }] };
    case 'nullish':
      return { anyOf: [described(node.wrapped!), { type: 'null' }] };
    case 'optional':
    case 'undefinedable':
    case 'exact_optional': {
      const wrapped = described(node.wrapped!);
      return node.default === undefined || typeof node.default === 'function' || wrapped === true ? wrapped : { ...(wrapped as object), default: node.default };
    }
    default:
      return true;
  }
}

function ofObject(node: Node): object {
  const entries = Object.entries(node.entries!);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, entry]) => [key, described(entry)])),
    required: entries.filter(([, { type }]) => !OPTIONAL.includes(type)).map(([key]) => key),
    ...(node.type === 'strict_object' ? { additionalProperties: false } : {}),
  };
}
