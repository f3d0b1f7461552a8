/** The entries of the timeline. It is the isolate's, and so shared by all its requests. */
import { defineInterface, host, requireArguments, toDOMString } from 'titan:kernel';
import { structuredClone } from 'titan:structured-clone';

/** Keys of constructors that are for the runtime. */
export const NEW = Symbol('the constructor is for the runtime');

/** The oldest entries go when there are more, since nobody may ever clear them. */
const MOST = 10_000;

export class PerformanceEntry {
  readonly #name: string;
  readonly #type: string;
  readonly #startTime: number;
  readonly #duration: number;

  constructor(key: unknown, name: string, type: string, startTime: number, duration: number) {
    if (key !== NEW) throw new TypeError('PerformanceEntry: use performance.mark or measure');
    this.#name = name;
    this.#type = type;
    this.#startTime = startTime;
    this.#duration = duration;
  }
  get name(): string {
    return this.#name;
  }
  get entryType(): string {
    return this.#type;
  }
  get startTime(): number {
    return this.#startTime;
  }
  get duration(): number {
    return this.#duration;
  }
  toJSON(): object {
    return { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration };
  }
}

/** Is told of new entries. */
type Listener = (entry: PerformanceEntry) => void;

const listeners = new Set<Listener>();

function notify(entry: PerformanceEntry): void {
  for (const listener of listeners) listener(entry);
}
export function listen(listener: Listener): void {
  listeners.add(listener);
}
export function unlisten(listener: Listener): void {
  listeners.delete(listener);
}
defineInterface(PerformanceEntry, 'PerformanceEntry');
Object.defineProperty(PerformanceEntry, 'length', { value: 0, configurable: true });

export class PerformanceMark extends PerformanceEntry {
  readonly #detail: unknown;

  constructor(markName: unknown, markOptions: unknown = {}) {
    requireArguments('PerformanceMark', arguments, 1);
    if (markOptions !== null && typeof markOptions !== 'object') throw new TypeError('PerformanceMark: the options must be an object');
    const { startTime, detail } = (markOptions ?? {}) as { startTime?: unknown; detail?: unknown };
    const at = startTime === undefined ? host.now() : Number(startTime);
    if (!(at >= 0 && Number.isFinite(at))) throw new TypeError('PerformanceMark: startTime must be a time in milliseconds');
    super(NEW, toDOMString(markName), 'mark', at, 0);
    this.#detail = detail === undefined || detail === null ? null : structuredClone(detail);
  }
  get detail(): unknown {
    return this.#detail;
  }
  override toJSON(): object {
    return { ...super.toJSON(), detail: this.#detail };
  }
}
defineInterface(PerformanceMark, 'PerformanceMark');

export class PerformanceMeasure extends PerformanceEntry {
  readonly #detail: unknown;

  constructor(key: unknown, name: string, startTime: number, duration: number, detail: unknown) {
    super(key, name, 'measure', startTime, duration);
    this.#detail = detail;
  }
  get detail(): unknown {
    return this.#detail;
  }
  override toJSON(): object {
    return { ...super.toJSON(), detail: this.#detail };
  }
}
defineInterface(PerformanceMeasure, 'PerformanceMeasure');
Object.defineProperty(PerformanceMeasure, 'length', { value: 0, configurable: true });

export type EntryList = PerformanceEntry[];

let timeline: EntryList = [];

export function addEntry(entry: PerformanceEntry): void {
  timeline.push(entry);
  if (timeline.length > MOST) timeline = timeline.slice(-MOST / 2);
  notify(entry);
}

export function clearEntries(type: string, name: string | undefined): void {
  timeline = timeline.filter((entry) => entry.entryType !== type || (name !== undefined && entry.name !== name));
}

/** Entries in the order of their times. */
export function select(list: EntryList, type?: string, name?: string): EntryList {
  return list.filter((entry) => (type === undefined || entry.entryType === type) && (name === undefined || entry.name === name)).sort((a, b) => a.startTime - b.startTime);
}

export const entries = (type?: string, name?: string): EntryList => select(timeline, type, name);
