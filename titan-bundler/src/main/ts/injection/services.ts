import { bare, decoratorName, importsOf, type Node, statementsOf } from './file';

/**
 * The services of a file, as its text has them.
 *
 * @param code TypeScript
 * @returns JSON: for each class with `@Service` its name `class`, the `id` if it is written as a plain string, the place (line and column from 1) of the id or else of the class, and its public `methods`,
 *   each with its name and the names of its parameters
 */
export function services(code: string, jsx: boolean): string {
  const file = statementsOf(code, jsx);
  if (file === undefined) return '[]';
  const imports = importsOf(file.body);
  const found: object[] = [];
  for (const type of file.statements) {
    if (type.type !== 'ClassDeclaration') continue;
    const service = (type.decorators ?? []).find((each: Node) => decoratorName(each.expression, imports) === 'Service');
    if (service === undefined) continue;
    const [id] = service.expression.arguments ?? [];
    const literal = id?.type === 'StringLiteral' ? id.value : id?.type === 'TemplateLiteral' && id.expressions.length === 0 ? id.quasis[0].value.cooked : undefined;
    const { start, end } = (id ?? type).loc;
    const methods = type.body.body.filter(
      (member: Node) => member.type === 'ClassMethod' && !member.static && !member.computed && (member.decorators ?? []).some((each: Node) => decoratorName(each.expression, imports) === 'Public'),
    );
    found.push({
      class: type.id?.name ?? '',
      id: literal,
      place: [start.line, start.column + 1, start.line === end.line ? end.column - start.column : 0],
      methods: methods.map((member: Node) => ({ name: member.key.name ?? String(member.key.value), parameters: member.params.map(parameterName) })),
    });
  }
  return JSON.stringify(found);
}

function parameterName(parameter: Node, index: number): string {
  const inner = bare(parameter);
  return (inner.type === 'RestElement' ? inner.argument.name : inner.name) ?? `arg${index}`;
}
