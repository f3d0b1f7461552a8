import { parse as acornParse } from 'acorn';
import { colour, colourAll } from './colour';
import { frame, type Context } from './context';
import { Emitter } from './emitter';
import { Names } from './names';
import { Output } from './output';
import { plan } from './plan';
import { report, type Report } from './report';
import { analyse } from './scope';
import type { Node } from './info';

export type { Park, Report } from './report';

export interface Options {
  /** Gives every function that can have a twin one, and converts every call: for tests. Default false. */
  readonly force?: boolean;
  /** Has every twin suspend as it begins, so that each converted call really suspends its caller: for tests. Default false. */
  readonly suspend?: boolean;
  /** Drives async functions even where nothing is seen that may hold its thread: for tests. Default false. */
  readonly drive?: boolean;
  /** How the text is parsed: `module` (default), or `script`, which must be strict; a script finds the runtime's names as globals. */
  readonly sourceType?: 'module' | 'script';
  /** The module that exports the runtime half. Default `titan:drift`. */
  readonly runtime?: string;
}

export interface Result {
  /** The new text; the input itself if nothing in it can drift. */
  readonly code: string;
  /** The `mappings` of a version 3 source map from `code` to the input (one source, no names); null if the text is unchanged. */
  readonly mappings: string | null;
  readonly report: Report;
}

/**
 * Gives the functions of one strict file the twins by which they suspend.
 *
 * Throws acorn's SyntaxError for a text that is none.
 */
export function transform(source: string, options: Options = {}): Result {
  const force = options.force ?? false;
  // Async functions are edited even where nothing drifts: what an invocation carries follows them. A stream of rows drifts in its own code.
  if (!force && !/\b(?:drift|await)\b|\.stream\(/.test(source) && !callsServices(source)) return unchanged(source);
  const sourceType = options.sourceType ?? 'module';
  const tokens: number[] = [];
  const program = acornParse(source, {
    ecmaVersion: 'latest',
    sourceType,
    allowHashBang: true,
    onToken: (token: { start: number }) => tokens.push(token.start),
  }) as unknown as Node;
  const analysis = analyse(program);
  if (force) colourAll(analysis);
  else colour(program, analysis);
  plan(analysis, force, options.drive ?? false);
  const found = report(source, analysis);
  if (!analysis.module.innerEdited) return { code: source, mappings: null, report: found };
  const names = new Names(source, sourceType === 'script');
  const output = new Output(source, Int32Array.from(tokens));
  const emitter = new Emitter(source, output, names, options.suspend ?? false);
  const context: Context = { mode: 'plain', info: analysis.module, attach: true, self: {}, frame: frame(), level: 0, computed: null };
  const imports = output.slot();
  emitter.emit(program, context);
  if (sourceType === 'module') imports.text = names.importStatement(options.runtime ?? 'titan:drift');
  return { ...output.finish(), report: found };
}

/** Whether a text may call services, which drift in a bundle of their own. */
function callsServices(source: string): boolean {
  return source.includes('titan:services/') || /\binject\b/.test(source);
}

function unchanged(source: string): Result {
  return { code: source, mappings: null, report: { functions: 0, twins: 0, generators: 0, asyncFunctions: 0, parks: [] } };
}

