/** Trace context (https://www.w3.org/TR/trace-context/): which call of which trace the running code is part of. It follows the code as variables do. Ids are made when they are first asked for. */
import { type Context } from '../drift/index.ts';
import type { Invocation } from './context';
import { currentInvocation } from './current';
import { host } from './host';
import { StringSplit } from './primordials';
import { Variable } from './variables';

/** What an author sees of a span. */
export interface Trace {
  /** 32 hexadecimal digits, the same in all that one request from outside leads to. */
  readonly traceId: string;
  /** 16 hexadecimal digits: those of the request, or of the call of a service, that runs. */
  readonly spanId: string;
  /** The span that led to this one; undefined where the trace begins. */
  readonly parentId: string | undefined;
  /** Whether who began the trace records it. */
  readonly sampled: boolean;
  /** What is sent on. */
  readonly traceparent: string;
}

/** A span of which only this is known: another service's, or the host's. */
interface Remote {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: string;
  readonly state: string;
}

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const NONE = /^0+$/;

/** The text of a `traceparent`, undefined for one that means nothing (section 3.2.2 and 4.3). */
function read(text: string, state: string): Remote | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, version, traceId, spanId, flags, more] = match;
  if (version === 'ff' || (version === '00' && more !== undefined) || NONE.test(traceId) || NONE.test(spanId)) return undefined;
  return { traceId, spanId, flags: (parseInt(flags, 16) & 1) === 1 ? '01' : '00', state };
}

/** @param lines what the host knows of a request, nothing where that has ended */
function known(lines: string): Span {
  if (lines === '') return new Span(undefined);
  const [traceId, spanId, flags, parentId, state] = StringSplit(lines, '\n');
  return new Span(parentId === '' ? undefined : { traceId, spanId: parentId, flags, state }, { traceId, spanId, flags });
}

/** Not zero; guessing it gains nobody anything. */
function id(digits: number): string {
  let text = '';
  while (text.length < digits) text += (Math.floor(Math.random() * 0xffff_ffff) + 1).toString(16).padStart(8, '0').slice(-8);
  return NONE.test(text) ? id(digits) : text;
}

export class Span implements Trace {
  readonly #parent: Span | Remote | undefined;
  /** Where the host knows: a trace that begins with it may be sampled. */
  readonly #flags: string | undefined;
  #traceId: string | undefined;
  #spanId: string | undefined;

  /** @param own its ids and flags, where the host has made them */
  constructor(parent: Span | Remote | undefined, own?: { traceId: string; spanId: string; flags: string }) {
    this.#parent = parent;
    this.#flags = own?.flags;
    this.#traceId = own?.traceId;
    this.#spanId = own?.spanId;
  }

  get traceId(): string {
    return (this.#traceId ??= this.#parent?.traceId ?? id(32));
  }
  get spanId(): string {
    return (this.#spanId ??= id(16));
  }
  get parentId(): string | undefined {
    return this.#parent?.spanId;
  }
  /** Another that the same has led to. */
  beside(): Span {
    return new Span(this.#parent ?? this);
  }
  get flags(): string {
    return this.#flags ?? this.#parent?.flags ?? '00';
  }
  /** `tracestate`, sent on as it came. */
  get state(): string {
    return this.#parent?.state ?? '';
  }
  get sampled(): boolean {
    return this.flags === '01';
  }
  get traceparent(): string {
    return `00-${this.traceId}-${this.spanId}-${this.flags}`;
  }
  toJSON(): Trace {
    const { traceId, spanId, parentId, sampled, traceparent } = this;
    return { traceId, spanId, parentId, sampled, traceparent };
  }
}

/** The span of the call of a service that runs. */
const spans = new Variable<Span>();

/** That of a request, which the host knows, or of a hook. */
function rootOf(invocation: Invocation): Span {
  return (invocation.span ??= invocation.number < 0 ? new Span(undefined) : known(host.trace(invocation.number)));
}

let recording = false;

/** Whether somebody records spans. */
export function isRecording(): boolean {
  return recording;
}

/** From now on spans are recorded. */
export function record(): void {
  recording = true;
}

/** That of a call over the wire. @param traceparent what came with it; empty for nothing */
export function spanOf(traceparent: string): Span {
  return new Span(read(traceparent, ''));
}

/** The span of the code that runs; undefined where no invocation does. */
export function currentSpan(): Span | undefined {
  const called = spans.get();
  if (called !== undefined) return called;
  const invocation = currentInvocation();
  return invocation === null ? undefined : rootOf(invocation);
}

/** The current context for a call of a service: within a span of its own, which for a call over the wire is that of its invocation. */
export function withinCall(): Context {
  const invocation = currentInvocation();
  const isWire = invocation !== null && invocation.method === 'CALL' && spans.get() === undefined;
  return spans.within(isWire ? rootOf(invocation) : new Span(currentSpan()));
}

/** A new span within the current one, undefined where that is not recorded. */
export function recordedSpan(): Span | undefined {
  if (!recording) return undefined;
  const current = currentSpan();
  return current === undefined || !current.sampled ? undefined : new Span(current);
}

/** The current context within a span. */
export function withinSpan(span: Span): Context {
  return spans.within(span);
}

/** Whether the code that runs is that of an invocation itself, and of no call that it has made. */
export function atRoot(): boolean {
  return spans.get() === undefined;
}

/** Where a span is, as the host records it. */
export function placeOf(span: Span): string {
  return `${span.traceId} ${span.spanId} ${span.parentId}`;
}

/** Trace id and span id of the code that runs, for the log; empty where nobody records spans. */
export function loggedIds(): string {
  const span = recording ? currentSpan() : undefined;
  return span === undefined ? '' : `${span.traceId} ${span.spanId}`;
}

/** The line that tells the host what trace a fetch is part of; empty where it is that of its request, which the host knows, or none. */
export function traceLine(span: Span | undefined = spans.get() ?? hookSpan()): string {
  return span === undefined ? '' : `@${span.traceparent} ${span.state}\n`;
}

function hookSpan(): Span | undefined {
  const invocation = currentInvocation();
  return invocation !== null && invocation.number < 0 ? rootOf(invocation) : undefined;
}
