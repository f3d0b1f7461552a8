// The types of timers, a web standard. Written by titan: what is changed here is lost.

/** Calls back after `delay` milliseconds (0 to 2^31 − 1; anything else counts as 0). Ends with the server, not with the request. */
declare function setTimeout(callback: (...args: any[]) => unknown, delay?: number, ...args: unknown[]): number;
declare function clearTimeout(id?: number): void;
/** Calls back every `delay` milliseconds (1 to 2^31 − 1; anything else counts as 1). */
declare function setInterval(callback: (...args: any[]) => unknown, delay?: number, ...args: unknown[]): number;
declare function clearInterval(id?: number): void;
declare function queueMicrotask(callback: () => void): void;
