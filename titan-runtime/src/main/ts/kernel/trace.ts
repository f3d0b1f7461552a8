/** Trace context (https://www.w3.org/TR/trace-context/): which call of which trace the running code is part of. It follows the code as variables do. Ids are made when they are first asked for. */
import { type Context } from '../drift/index.ts';
import { currentInvocation, currentRequest, type Invocation } from './context';
import { host } from './host';
import { StringIndexOf, StringSlice } from './primordials';
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

/** Where a trace comes from: what another service has sent. */
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

/** Not zero; guessing it gains nobody anything. */
function id(digits: number): string {
  let text = '';
  while (text.length < digits) text += (Math.floor(Math.random() * 0xffff_ffff) + 1).toString(16).padStart(8, '0').slice(-8);
  return NONE.test(text) ? id(digits) : text;
}

export class Span implements Trace {
  readonly #parent: Span | Remote | undefined;
  #traceId: string | undefined;
  #spanId: string | undefined;

  constructor(parent: Span | Remote | undefined) {
    this.#parent = parent;
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
  get flags(): string {
    return this.#parent?.flags ?? '00';
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

function field(details: string, name: string): string {
  const from = StringIndexOf(details, `\n${name}: `);
  if (from < 0) return '';
  const start = from + name.length + 3;
  const end = StringIndexOf(details, '\n', start);
  return StringSlice(details, start, end < 0 ? details.length : end);
}

/** That of a request, or of whatever else the host has called. */
function rootOf(invocation: Invocation): Span {
  if (invocation.span === undefined) {
    const details = currentRequest() === null ? '' : host.details(invocation.number);
    const text = field(details, 'traceparent');
    invocation.span = new Span(text === '' ? undefined : read(text, field(details, 'tracestate')));
  }
  return invocation.span;
}

/** The span of the code that runs; undefined where no invocation does. */
export function currentSpan(): Span | undefined {
  const called = spans.get();
  if (called !== undefined) return called;
  const invocation = currentInvocation();
  return invocation === null ? undefined : rootOf(invocation);
}

/**
 * The current context for a call of a service: within a span of its own.
 *
 * @param traceparent what came with the call, where it did not come with the request; one that means nothing counts as none
 */
export function withinCall(traceparent?: string): Context {
  const remote = traceparent === undefined ? undefined : read(traceparent, '');
  return spans.within(new Span(remote ?? currentSpan()));
}

/** The fields that tell another server of the trace, as `fieldLines` has them; empty where no invocation runs. */
export function traceLines(): string {
  const span = currentSpan();
  if (span === undefined) return '';
  return span.state === '' ? `\ntraceparent\n${span.traceparent}` : `\ntraceparent\n${span.traceparent}\ntracestate\n${span.state}`;
}
