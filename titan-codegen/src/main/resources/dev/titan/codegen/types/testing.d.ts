// What tests import. The names end in * so that the types of the package @types/node, where it is installed, go before these.

/** Tests, for `titan test` and node (https://nodejs.org/api/test.html). */
declare module 'node:test*' {
  interface TestOptions {
    /** Not run; a text says why. */
    skip?: boolean | string;
    /** Run, and need not pass; a text says why. */
    todo?: boolean | string;
    /** Where one test of a file has it, the others that have not are left out. */
    only?: boolean;
    /** Milliseconds until it fails, `Infinity` for no end; 30,000 by default. */
    timeout?: number;
  }

  type TestFn = (context: TestContext, done: (error?: unknown) => void) => unknown;
  type HookFn = (context: TestContext) => unknown;

  interface TestContext {
    readonly name: string;
    /** With those of its suites before it. */
    readonly fullName: string;
    /** Aborted when the test has ended. */
    readonly signal: AbortSignal;
    /** Mocks that are taken back when the test has ended. */
    readonly mock: MockTracker;
    /** Runs a test within this one. */
    test(name: string, fn: TestFn): Promise<void>;
    test(name: string, options: TestOptions, fn: TestFn): Promise<void>;
    before(fn: HookFn): void;
    after(fn: HookFn): void;
    beforeEach(fn: HookFn): void;
    afterEach(fn: HookFn): void;
    diagnostic(message: string): void;
    skip(message?: string): void;
    todo(message?: string): void;
  }

  interface Register {
    (name: string, fn?: TestFn): Promise<void>;
    (name: string, options: TestOptions, fn?: TestFn): Promise<void>;
    (fn: TestFn): Promise<void>;
  }
  interface Test extends Register {
    skip: Register;
    todo: Register;
    only: Register;
  }

  interface MockCall<F extends (...args: any[]) => any> {
    readonly arguments: Parameters<F>;
    readonly result: ReturnType<F> | undefined;
    readonly error: unknown;
    readonly this: unknown;
    /** The class, of a call by `new`. */
    readonly target: Function | undefined;
    readonly stack: Error;
  }
  interface MockFunctionContext<F extends (...args: any[]) => any> {
    readonly calls: readonly MockCall<F>[];
    callCount(): number;
    mockImplementation(implementation: F): void;
    /** @param onCall the number of the call, from 0; the next by default */
    mockImplementationOnce(implementation: F, onCall?: number): void;
    resetCalls(): void;
    /** Puts back what it stands for. */
    restore(): void;
  }
  type Mock<F extends (...args: any[]) => any> = F & { readonly mock: MockFunctionContext<F> };
  interface MockOptions {
    /** For so many calls the implementation holds, the original then. */
    times?: number;
  }
  interface MockTracker {
    fn<F extends (...args: any[]) => any>(original?: F, options?: MockOptions): Mock<F>;
    fn<F extends (...args: any[]) => any>(original: (...args: any[]) => any, implementation: F, options?: MockOptions): Mock<F>;
    method<T extends object, K extends keyof T>(object: T, name: K, implementation?: (...args: any[]) => any, options?: MockOptions): Mock<(...args: any[]) => any>;
    getter<T extends object, K extends keyof T>(object: T, name: K, implementation?: () => T[K], options?: MockOptions): Mock<() => T[K]>;
    setter<T extends object, K extends keyof T>(object: T, name: K, implementation?: (value: T[K]) => void, options?: MockOptions): Mock<(value: T[K]) => void>;
    /** Puts back what they stand for, and forgets them. */
    reset(): void;
    restoreAll(): void;
  }

  export const test: Test;
  export const it: Test;
  export const describe: Test;
  export const suite: Test;
  export const skip: Register;
  export const todo: Register;
  export const only: Register;
  export function before(fn: () => unknown): void;
  export function after(fn: () => unknown): void;
  export function beforeEach(fn: HookFn): void;
  export function afterEach(fn: HookFn): void;
  export const mock: MockTracker;
  export default test;
}

/** Assertions (https://nodejs.org/api/assert.html). In `node:assert/strict`, `equal` and `deepEqual` are `strictEqual` and `deepStrictEqual`. */
declare module 'node:assert*' {
  type Expected = RegExp | Error | object | ((thrown: any) => boolean) | (new (...args: any[]) => object);

  interface Assert {
    (value: unknown, message?: string | Error): asserts value;
    ok(value: unknown, message?: string | Error): asserts value;
    equal(actual: unknown, expected: unknown, message?: string | Error): void;
    notEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    deepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    strictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    notStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    deepStrictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    notDeepStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    match(text: string, pattern: RegExp, message?: string | Error): void;
    doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void;
    throws(fn: () => unknown, expected?: Expected | string, message?: string | Error): void;
    doesNotThrow(fn: () => unknown, expected?: Expected | string, message?: string | Error): void;
    rejects(promise: Promise<unknown> | (() => Promise<unknown>), expected?: Expected | string, message?: string | Error): Promise<void>;
    doesNotReject(promise: Promise<unknown> | (() => Promise<unknown>), expected?: Expected | string, message?: string | Error): Promise<void>;
    fail(message?: string | Error): never;
    ifError(value: unknown): asserts value is null | undefined;
    readonly AssertionError: new (options: { message?: string; actual?: unknown; expected?: unknown; operator?: string }) => Error;
    readonly strict: Assert;
  }

  const assert: Assert;
  export default assert;
}
