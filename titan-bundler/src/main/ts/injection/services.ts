import { Files, type Paths } from '../contracts/files';
import { bare, type Node, parseFile } from './file';

/**
 * The services of a file, as its text has them.
 *
 * @param json `{ path, sources, paths }`: its path, what the tsconfig makes of names, and the texts by path of it and of those modules of the app that it may have decorators from, and of each package.json that says where they are
 * @returns JSON, `{ services, missed }`. For each class with `@Service` its name `class`, the `id` if it is written as a plain string, the place (line and column from 1) of the id or else of the class, and
 *   its public `methods`, each with its name and the names of its parameters. `missed` are files that `sources` lack: for each the paths that it may have, best first
 */
export function services(json: string): string {
  const { path, sources, paths } = JSON.parse(json) as { path: string; sources: Record<string, string>; paths: Paths };
  const files = new Files(sources, paths, parseFile);
  const module = files.module(path);
  if (module === undefined) return '{"services":[],"missed":[]}';
  const marked = (node: Node, name: string): Node => (node.decorators ?? []).find((each: Node) => files.decorator(module, each.expression) === name);
  const found: object[] = [];
  for (const { node: type } of module.declarations.values()) {
    const service = type.type === 'ClassDeclaration' ? marked(type, 'Service') : undefined;
    if (service === undefined) continue;
    const [id] = service.expression.arguments ?? [];
    const literal = id?.type === 'StringLiteral' ? id.value : id?.type === 'TemplateLiteral' && id.expressions.length === 0 ? id.quasis[0].value.cooked : undefined;
    const { start, end } = (id ?? type).loc;
    const methods = type.body.body.filter((member: Node) => member.type === 'ClassMethod' && !member.static && !member.computed && marked(member, 'Public') !== undefined);
    found.push({
      class: type.id?.name ?? '',
      id: literal,
      place: [start.line, start.column + 1, start.line === end.line ? end.column - start.column : 0],
      methods: methods.map((member: Node) => ({ name: member.key.name ?? String(member.key.value), parameters: member.params.map(parameterName) })),
    });
  }
  return JSON.stringify({ services: found, missed: files.missed });
}

function parameterName(parameter: Node, index: number): string {
  const inner = bare(parameter);
  return (inner.type === 'RestElement' ? inner.argument.name : inner.name) ?? `arg${index}`;
}
