// The types of the clock and its timeline, web standards. Written by titan: what is changed here is lost.

/** https://w3c.github.io/performance-timeline/#dom-performanceentry */
declare class PerformanceEntry {
  protected constructor();
  readonly name: string;
  readonly entryType: string;
  /** Milliseconds since `performance.timeOrigin`. */
  readonly startTime: number;
  /** Milliseconds. */
  readonly duration: number;
  toJSON(): any;
}
/** https://w3c.github.io/user-timing/#performancemark */
declare class PerformanceMark extends PerformanceEntry {
  constructor(name: string, options?: { startTime?: number; detail?: unknown });
  readonly detail: any;
}
/** https://w3c.github.io/user-timing/#performancemeasure */
declare class PerformanceMeasure extends PerformanceEntry {
  private constructor();
  readonly detail: any;
}
interface PerformanceMeasureOptions {
  detail?: unknown;
  start?: string | number;
  duration?: number;
  end?: string | number;
}
/** https://w3c.github.io/performance-timeline/#dom-performanceobserver */
declare class PerformanceObserver {
  static readonly supportedEntryTypes: readonly string[];
  constructor(callback: (entries: PerformanceObserverEntryList, observer: PerformanceObserver) => unknown);
  observe(options: { entryTypes: readonly string[] } | { type: string; buffered?: boolean }): void;
  disconnect(): void;
  takeRecords(): PerformanceEntry[];
}
declare class PerformanceObserverEntryList {
  private constructor();
  getEntries(): PerformanceEntry[];
  getEntriesByType(type: string): PerformanceEntry[];
  getEntriesByName(name: string, type?: string): PerformanceEntry[];
}
/** The isolate's clock and timeline, which its requests share; of more than 10,000 entries the oldest go. https://w3c.github.io/hr-time/ */
declare class Performance extends EventTarget {
  private constructor();
  /** Milliseconds since 1970 when the process began to serve. */
  readonly timeOrigin: number;
  /** Milliseconds since then, with fractions; it never goes back. */
  now(): number;
  mark(name: string, options?: { startTime?: number; detail?: unknown }): PerformanceMark;
  /** @throws DOMException SyntaxError for a mark that there is not */
  measure(name: string, startOrOptions?: string | PerformanceMeasureOptions, end?: string): PerformanceMeasure;
  clearMarks(name?: string): void;
  clearMeasures(name?: string): void;
  getEntries(): PerformanceEntry[];
  getEntriesByType(type: string): PerformanceEntry[];
  getEntriesByName(name: string, type?: string): PerformanceEntry[];
  toJSON(): any;
}
declare const performance: Performance;
