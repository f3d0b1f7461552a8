/** High Resolution Time (https://w3c.github.io/hr-time/), Performance Timeline and User Timing (https://w3c.github.io/user-timing/). */
import { defineInterface, DOMException, EventTarget, host, requireArguments, toDOMString } from 'titan:kernel';
import { structuredClone } from 'titan:structured-clone';
import { addEntry, clearEntries, entries, type EntryList, NEW, PerformanceMark, PerformanceMeasure } from './entries';

export { PerformanceEntry, PerformanceMark, PerformanceMeasure } from './entries';
export { PerformanceObserver, PerformanceObserverEntryList } from './observer';

type Mark = string | number;
interface MeasureOptions {
  start?: Mark;
  end?: Mark;
  duration?: number;
  detail?: unknown;
}

function timeOf(mark: unknown, context: string): number {
  if (typeof mark === 'number') {
    if (!Number.isFinite(mark)) throw new TypeError(`${context}: the time must be finite`);
    if (mark < 0) throw new TypeError(`${context}: the time must not be negative`);
    return mark;
  }
  const name = toDOMString(mark);
  const found = entries('mark', name).at(-1);
  if (found === undefined) throw new DOMException(`${context}: there is no mark '${name}'`, 'SyntaxError');
  return found.startTime;
}

export class Performance extends EventTarget {
  #timeOrigin = host.timeOrigin();

  constructor(key: unknown) {
    super();
    if (key !== NEW) throw new TypeError('Performance: use performance');
  }
  get timeOrigin(): number {
    return this.#timeOrigin;
  }
  now(): number {
    void this.#timeOrigin;
    return host.now();
  }
  toJSON(): object {
    return { timeOrigin: this.#timeOrigin };
  }
  mark(markName: unknown, markOptions: unknown = {}): PerformanceMark {
    void this.#timeOrigin;
    requireArguments('performance.mark', arguments, 1);
    const mark = new PerformanceMark(markName, markOptions);
    addEntry(mark);
    return mark;
  }
  measure(measureName: unknown, startOrOptions: unknown = undefined, endMark: unknown = undefined): PerformanceMeasure {
    void this.#timeOrigin;
    requireArguments('performance.measure', arguments, 1);
    const name = toDOMString(measureName);
    const options = typeof startOrOptions === 'object' && startOrOptions !== null ? (startOrOptions as MeasureOptions) : undefined;
    const { start, end, duration, detail } = options ?? ({} as MeasureOptions);
    const given = start !== undefined || end !== undefined || duration !== undefined || detail !== undefined;
    if (given) {
      if (endMark !== undefined) throw new TypeError('performance.measure: either options or an end mark');
      if (start === undefined && end === undefined) throw new TypeError('performance.measure: the options have neither start nor end');
      if (start !== undefined && end !== undefined && duration !== undefined) throw new TypeError('performance.measure: at most two of start, end and duration');
    }
    const at = (mark: unknown): number => timeOf(mark, 'performance.measure');
    let to: number;
    if (endMark !== undefined) to = at(endMark);
    else if (end !== undefined) to = at(end);
    else if (start !== undefined && duration !== undefined) to = at(start) + at(duration);
    else to = host.now();
    let from: number;
    if (start !== undefined) from = at(start);
    else if (duration !== undefined && end !== undefined) from = at(end) - at(duration);
    else from = options === undefined && startOrOptions !== undefined && startOrOptions !== null ? at(startOrOptions) : 0;
    const measure = new PerformanceMeasure(NEW, name, from, to - from, detail === undefined || detail === null ? null : structuredClone(detail));
    addEntry(measure);
    return measure;
  }
  clearMarks(name: unknown = undefined): void {
    void this.#timeOrigin;
    clearEntries('mark', name === undefined ? undefined : toDOMString(name));
  }
  clearMeasures(name: unknown = undefined): void {
    void this.#timeOrigin;
    clearEntries('measure', name === undefined ? undefined : toDOMString(name));
  }
  getEntries(): EntryList {
    void this.#timeOrigin;
    return entries();
  }
  getEntriesByType(type: unknown): EntryList {
    void this.#timeOrigin;
    requireArguments('performance.getEntriesByType', arguments, 1);
    return entries(toDOMString(type));
  }
  getEntriesByName(name: unknown, type: unknown = undefined): EntryList {
    void this.#timeOrigin;
    requireArguments('performance.getEntriesByName', arguments, 1);
    return entries(type === undefined ? undefined : toDOMString(type), toDOMString(name));
  }
}
defineInterface(Performance, 'Performance');
Object.defineProperty(Performance, 'length', { value: 0, configurable: true });

export const performance = new Performance(NEW);
