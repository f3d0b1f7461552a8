/** How the host enters an isolate with calls of services. What they mean is the business of a part, which loads with the first. */
import { enter } from '../drift/index.ts';
import type { Invocation } from './context';
import { flushOutbox } from './outbox';
import { part } from './parts';

/** How clients call services, as the configuration has it. */
export interface NetronSettings {
  /** Requests of one batch. */
  readonly batch: number;
  /** What tokens are verified by; null where none is believed. */
  readonly key: string | null;
  readonly algorithms: readonly string[];
  readonly issuer: string | null;
  readonly audience: string | null;
}

let settings: NetronSettings;

export function setNetron(value: NetronSettings): void {
  settings = value;
}

export function netronSettings(): NetronSettings {
  return settings;
}

type Netron = typeof import('../netron');

/** The invocations that the host has entered the isolate with, while that entry lasts: where it is ended from outside, so are they. */
let entry: Invocation[] = [];

/** An invocation begins that the host answers when the entry is over. */
export function noteEntry(invocation: Invocation): void {
  entry[entry.length] = invocation;
}

/** The entry is over. @returns what it has begun */
export function takeEntry(): readonly Invocation[] {
  const taken = entry;
  if (taken.length > 0) entry = [];
  return taken;
}

/** Called by the host, as the part has it. What the calls have for the host otherwise is told at once. */
export function serveCalls(head: string, data: ArrayBuffer | string | number): Uint8Array | string | number | undefined {
  enter(null);
  try {
    return part<Netron>('netron').serve(head, data);
  } finally {
    takeEntry();
    flushOutbox();
  }
}

/** Called by the host, once and before the first calls: memory that is the host's too. */
export function shareMemory(memory: ArrayBuffer): void {
  part<Netron>('netron').share(memory);
}

/** Called by the host: the stream of an invocation may go on by so many chunks. */
export function credit(number: number, chunks: number): void {
  part<Netron>('netron').credit(number, chunks);
}
