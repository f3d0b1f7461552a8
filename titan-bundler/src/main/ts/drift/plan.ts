import { rootOf, type Analysis, type FunctionInfo } from './info';
import { isPureKey, staticKey } from './syntax';

/**
 * Decides what is done with each function, given the coloured sites. `force`: whatever can be changed is. `drive`: async functions are driven even where nothing is seen that may
 * hold its thread.
 */
export function plan(analysis: Analysis, force: boolean, drive: boolean): void {
  const driven = drive || analysis.functions.some(mayHoldItsThread);
  for (const info of analysis.functions) info.plan = planOf(info, force, driven);
  for (let i = analysis.functions.length - 1; i >= 0; i--) {
    const info = analysis.functions[i]!;
    info.forced = force;
    info.innerEdited = info.inner.some((inner) => inner.plan !== 'none' || inner.innerEdited);
  }
}

/** Functions that the language calls by themselves. */
const CALLED_NATIVELY: ReadonlySet<string | undefined> = new Set(['toJSON', 'toString', 'valueOf', 'next', 'return']);

/** Whether a drift in it may have to hold its thread, as far as the source shows. Below an async function whose code runs in a microtask it could not wait for a promise. */
function mayHoldItsThread(info: FunctionInfo): boolean {
  if (info.async || info.kind === 'module' || !info.sites.some((site) => site.node.coloured)) return false;
  if (info.kind === 'accessor' || info.kind === 'constructor' || info.kind === 'initialiser' || info.generator || obstacle(info) !== undefined) return true;
  return info.member !== null && (CALLED_NATIVELY.has(staticKey(info.member)) || info.member.computed === true);
}

/** Whether an async function can be driven. What waits without `await` is V8's alone. */
function isDrivable(info: FunctionInfo): boolean {
  if (info.generator || info.awaitsNatively || info.callsEval || info.oddSuperMember || info.usesSuperCall) return false;
  return !(info.kind === 'arrow' && info.usesThis && rootOf(info).derived);
}

function planOf(info: FunctionInfo, force: boolean, driven: boolean): FunctionInfo['plan'] {
  const coloured = force || info.sites.some((site) => site.node.coloured);
  if (info.kind === 'module' || info.kind === 'initialiser' || info.kind === 'accessor' || info.kind === 'constructor') return 'none';
  if (info.async && !coloured && !info.awaits) return 'none';
  if (info.async) return driven && isDrivable(info) ? 'driven' : 'async';
  if (!coloured || obstacle(info) !== undefined) return 'none';
  return info.generator ? 'generator' : 'twin';
}

/** Why a function that is neither async nor bound to run natively cannot be made suspendable; undefined if it can. */
export function obstacle(info: FunctionInfo): string | undefined {
  const { node, member } = info;
  if (info.callsEval) return 'a function that calls eval';
  if (info.kind === 'arrow' && info.usesSuperCall) return 'an arrow function that calls super()';
  const thunked = info.kind === 'arrow' || info.generator;
  if (thunked && info.oddSuperMember) return 'a function that updates a property of super';
  if (node.type === 'FunctionDeclaration') {
    if (!node.id) return 'a default export without a name';
    if (node.id.binding?.functions.at(-1) !== node) return 'a function that another of the same name replaces';
  }
  if (node.inferred && 'key' in node.inferred && !isPureKey(node.inferred.key)) return 'a function under a computed key';
  if (member?.type === 'Property') {
    if (!isNamed(member)) return 'a method under a computed key';
    if (info.usesSuperMember && !info.generator) return 'a method of an object literal that uses super';
  }
  if (member?.type === 'MethodDefinition' && !isNamed(member)) return 'a method under a computed key';
  return undefined;
}

function isNamed(member: FunctionInfo['node']): boolean {
  return member.key.type === 'PrivateIdentifier' || staticKey(member) !== undefined || (member.computed && isPureKey(member.key));
}
