import { isDrift } from './builtins';
import { lineOf, lineStarts } from './output';
import { obstacle } from './plan';
import type { Analysis, FunctionInfo } from './info';

/** A place where a drift holds its thread, since something native stands above it. */
export interface Park {
  /** Counted from one, in the text that the pass was given. */
  readonly line: number;
  /** Counted from one, in UTF-16 units. */
  readonly column: number;
  readonly function: string;
  /** Whether it is a call of `drift` itself, as opposed to a call that may come to one. */
  readonly direct: boolean;
  readonly reason: string;
  /** Whether it cannot wait at all: there is no request that it belongs to. */
  readonly error: boolean;
}

/** What the pass did to one file. */
export interface Report {
  readonly functions: number;
  readonly twins: number;
  readonly generators: number;
  readonly asyncFunctions: number;
  readonly parks: readonly Park[];
}

export function report(source: string, analysis: Analysis): Report {
  const { functions } = analysis;
  const lines = lineStarts(source);
  const parks: Park[] = [];
  for (const info of functions) {
    for (const site of info.sites) {
      if (!site.node.coloured) continue;
      const reason = parkReason(info, site.inParams);
      const direct = site.node.type === 'CallExpression' && isDrift(site.node.callee);
      if (reason === undefined || (info.kind === 'module' && !direct)) continue;
      const line = lineOf(lines, site.node.start);
      parks.push({ line: line + 1, column: site.node.start - lines[line]! + 1, function: info.name, direct, reason, error: info.kind === 'module' });
    }
  }
  const count = (plan: FunctionInfo['plan']) => functions.filter((info) => info.plan === plan).length;
  return {
    functions: functions.filter((info) => info.kind !== 'module' && info.kind !== 'initialiser').length,
    twins: count('twin'),
    generators: count('generator'),
    asyncFunctions: count('async') + count('driven'),
    parks,
  };
}

function parkReason(info: FunctionInfo, inParams: boolean): string | undefined {
  switch (info.kind) {
    case 'module': return 'the top level of a module';
    case 'initialiser': return 'a field initialiser or static block';
    case 'accessor': return 'a getter or setter';
    case 'constructor': return 'a constructor';
  }
  if (inParams && info.async) return 'a default parameter of an async function';
  if (inParams && info.generator) return 'a default parameter of a generator';
  return info.async ? undefined : obstacle(info);
}
