import type { FunctionInfo, Node } from './info';

/** The texts that stand for what an arrow function takes from its surroundings, where the emitted code lies outside of them. */
export interface Self {
  readonly this?: string;
  readonly arguments?: string;
  readonly newTarget?: string;
  readonly superGet?: string;
  readonly superSet?: string;
}

/** The variables that one emitted function body needs for its converted calls. */
export interface Frame {
  readonly temporaries: Set<string>;
  /** Whether it starts children, and so must count its depth. */
  starts: boolean;
  /** Of an async function: whether it restores its context after waiting. */
  restores: boolean;
}

/** A value that has been computed into a temporary: its text, and what `this` is when it is called. */
export interface Computed {
  readonly value: string;
  readonly receiver?: string;
}

/** Where code is emitted to. Immutable but for the frame. */
export interface Context {
  /** How a call may suspend here; `plain`: not at all. */
  readonly mode: 'plain' | 'twin' | 'generator' | 'async';
  readonly info: FunctionInfo;
  /** Whether functions inside get their twins. */
  readonly attach: boolean;
  readonly self: Self;
  readonly frame: Frame;
  /** How many calls around this place have temporaries in use. */
  readonly level: number;
  /** Parts of an optional chain that have been computed already. */
  readonly computed: ReadonlyMap<Node, Computed> | null;
}

export function frame(): Frame {
  return { temporaries: new Set(), starts: false, restores: false };
}

/** The context of the code of `info`, a function inside `outer`. */
export function inside(outer: Context, info: FunctionInfo, mode: Context['mode'], changes: Partial<Context> = {}): Context {
  return {
    mode, info,
    attach: outer.attach,
    self: info.kind === 'arrow' ? outer.self : {},
    frame: frame(),
    level: 0,
    computed: null,
    ...changes,
  };
}
