/**
 * `stack` of errors, as code reads it: the author's functions, files and lines. V8 asks for the text when it is first read (https://v8.dev/docs/stack-trace-api), so an error
 * whose stack nobody reads costs what it costs without.
 */
import { composedBy, composeStack } from '../drift/index.ts';
import { currentNumber } from './current';
import { currentGeneration, type Generation } from './generations';
import { host } from './host';
import { ErrorToString, MapGet, MapSet, ObjectDefineProperty, WeakMapGet, WeakMapSet } from './primordials';

/** How many texts of one generation are kept at most: what throws in a loop throws the same. */
const MOST_KEPT = 128;

interface Kept {
  count: number;
  /** Frames in the author's terms, by the frames as V8 writes them. */
  readonly texts: Map<string, string>;
}

const kept = new WeakMap<Generation, Kept>();

/** Whether what is read is for the host, which knows V8's frames itself. */
let forHost = false;

/** From now on code reads stacks in the author's terms. An app may replace what does that, and put it back. */
export function readableStacks(): void {
  ObjectDefineProperty(Error, 'prepareStackTrace', { value: prepareStackTrace, writable: true, configurable: true });
  composedBy(prepareStackTrace);
}

/** The stack of a holder that has just been made for the host, as V8 writes it. */
export function stackForHost(holder: { readonly stack?: unknown }): unknown {
  forHost = true;
  try {
    return holder.stack;
  } finally {
    forHost = false;
  }
}

/** The text that V8 makes: what `toString` of an error says, and a line for each call. @param sites as V8 gives them, the innermost call first */
function prepareStackTrace(error: object, sites: readonly unknown[]): string {
  let frames = '';
  for (let i = 0; i < sites.length; i++) frames += `\n    at ${sites[i] as string}`;
  if (forHost) return `Error${frames}`;
  const header = headerOf(error);
  try {
    return header + readable(composeStack(error, frames));
  } catch {
    return header + frames;
  }
}

function headerOf(error: object): string {
  try {
    return ErrorToString(error);
  } catch {
    // As V8 writes where the name or the message of an error throws.
    return '<error>';
  }
}

/** Frames in the author's terms. Outside of invocations those of Titan's own stay where there are no others: the runtime itself has failed. */
function readable(frames: string): string {
  if (frames === '') return '';
  const generation = currentGeneration();
  const number = currentNumber();
  let known = WeakMapGet(kept, generation);
  let text = known === undefined ? undefined : MapGet(known.texts, frames);
  if (text === undefined) {
    const told = host.authorFrames(frames, number, generation.number);
    if (typeof told !== 'string') return frames;
    if (known === undefined || known.count === MOST_KEPT) {
      known = { count: 0, texts: new Map() };
      WeakMapSet(kept, generation, known);
    }
    known.count++;
    MapSet(known.texts, frames, told);
    text = told;
  }
  return text === '' && number === 0 ? frames : text;
}
