/** PerformanceObserver (https://w3c.github.io/performance-timeline/#the-performanceobserver-interface), for marks and measures. */
import { defineInterface, DOMException, setTimeout, toDOMString } from 'titan:kernel';
import { entries, type EntryList, listen, NEW, type PerformanceEntry, select, unlisten } from './entries';

const TYPES: readonly string[] = Object.freeze(['mark', 'measure']);

export class PerformanceObserverEntryList {
  readonly #list: EntryList;

  constructor(key: unknown, list: EntryList) {
    if (key !== NEW) throw new TypeError('PerformanceObserverEntryList: an observer is given one');
    this.#list = list;
  }
  getEntries(): EntryList {
    return select(this.#list);
  }
  getEntriesByType(type: unknown): EntryList {
    return select(this.#list, toDOMString(type));
  }
  getEntriesByName(name: unknown, type: unknown = undefined): EntryList {
    return select(this.#list, type === undefined ? undefined : toDOMString(type), toDOMString(name));
  }
}
defineInterface(PerformanceObserverEntryList, 'PerformanceObserverEntryList');
Object.defineProperty(PerformanceObserverEntryList, 'length', { value: 0, configurable: true });

type Callback = (list: PerformanceObserverEntryList, observer: PerformanceObserver, options: object) => unknown;

export class PerformanceObserver {
  readonly #callback: Callback;
  #types = new Set<string>();
  #mode: 'types' | 'type' | undefined;
  #queue: EntryList = [];
  #scheduled = false;
  #told = false;
  readonly #listener = (entry: PerformanceEntry): void => {
    if (this.#types.has(entry.entryType)) this.#add([entry]);
  };

  static get supportedEntryTypes(): readonly string[] {
    return TYPES;
  }
  constructor(callback: unknown) {
    if (typeof callback !== 'function') throw new TypeError('PerformanceObserver: expected a function');
    this.#callback = callback as Callback;
  }
  observe(options: unknown = {}): void {
    const { entryTypes, type, buffered } = (options ?? {}) as { entryTypes?: Iterable<unknown>; type?: unknown; buffered?: unknown };
    if (entryTypes === undefined && type === undefined) throw new TypeError('PerformanceObserver.observe: the options have neither entryTypes nor type');
    if (entryTypes !== undefined && (type !== undefined || buffered !== undefined)) {
      throw new TypeError('PerformanceObserver.observe: entryTypes cannot be given with type or buffered');
    }
    const mode = entryTypes === undefined ? 'type' : 'types';
    if (this.#mode !== undefined && this.#mode !== mode) throw new DOMException('PerformanceObserver.observe: either entryTypes or type, always', 'InvalidModificationError');
    this.#mode = mode;
    const wanted = (entryTypes === undefined ? [toDOMString(type)] : [...entryTypes].map(toDOMString)).filter((one) => TYPES.includes(one));
    if (wanted.length === 0) return;
    this.#types = new Set(mode === 'type' ? [...this.#types, ...wanted] : wanted);
    listen(this.#listener);
    if (mode === 'type' && buffered) this.#add(entries(wanted[0]));
  }
  disconnect(): void {
    unlisten(this.#listener);
    this.#types.clear();
    this.#mode = undefined;
    this.#queue = [];
  }
  takeRecords(): EntryList {
    const taken = this.#queue;
    this.#queue = [];
    return taken;
  }

  #add(added: EntryList): void {
    if (added.length === 0) return;
    this.#queue.push(...added);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      const list = this.takeRecords();
      if (list.length === 0) return;
      const options = this.#told ? {} : { droppedEntriesCount: 0 };
      this.#told = true;
      this.#callback.call(this, new PerformanceObserverEntryList(NEW, list), this, options);
    }, 0);
  }
}
defineInterface(PerformanceObserver, 'PerformanceObserver');
