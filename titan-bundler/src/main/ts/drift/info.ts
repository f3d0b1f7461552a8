/** An ESTree node as acorn makes it. The optional fields are written by the analysis, once. */
export interface Node {
  type: string;
  start: number;
  end: number;
  /** On an `Identifier` that reads or writes a variable: what it is bound to; absent if it is free. */
  binding?: Binding;
  /** On every function node. */
  info?: FunctionInfo;
  /** On an anonymous function or class: where its `name` comes from. */
  inferred?: InferredName;
  /** On an anonymous function that is assigned to a member, or named afterwards: that name, for stacks; the function itself stays without. */
  assignedTo?: { text: string; at: number };
  [key: string]: any;
}

/**
 * The name that the language gives to an anonymous function or class: a text, which stands at an offset of the source, or the value of a computed key. `variable` is the identifier
 * that is declared with it.
 */
export type InferredName = { text: string; at: number; variable?: Node } | { key: Node };

export type BindingKind = 'var' | 'let' | 'const' | 'function' | 'class' | 'param' | 'catch' | 'import' | 'name';

/** A variable. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The function in whose scope it lives. */
  readonly owner: FunctionInfo;
  /** Whether anything but its initialiser writes it. */
  assigned: boolean;
  /** The declarations of functions by this name in this scope, in the order of the source. */
  readonly functions: Node[];
  /** For an import: the module and the imported name, `*` for a namespace. */
  readonly imported?: { source: string; name: string };
}

/**
 * `twin`: a generator beside it; `async`: edited in place; `generator`: a native shell around a suspendable body; `driven`: an async shell around a suspendable body, so that its
 * code never runs in a microtask.
 */
export type Plan = 'none' | 'twin' | 'async' | 'generator' | 'driven';

export type FunctionKind = 'module' | 'function' | 'arrow' | 'method' | 'accessor' | 'constructor' | 'initialiser';

/** What the pass knows of a function, of the module itself, or of a class's field initialiser or static block. */
export interface FunctionInfo {
  readonly node: Node;
  readonly kind: FunctionKind;
  readonly parent: FunctionInfo | null;
  readonly async: boolean;
  readonly generator: boolean;
  /** The author's name for it, for reports; `<anonymous>` without one. */
  name: string;
  /** The construct it is a part of: its `MethodDefinition` or `Property`, if it is a method. */
  readonly member: Node | null;
  /** What it uses of its surroundings, itself or by an arrow inside it. */
  usesThis: boolean;
  usesArguments: boolean;
  usesNewTarget: boolean;
  usesSuperCall: boolean;
  usesSuperMember: boolean;
  /** A use of `super.x` that a thunk cannot stand for: an update, a compound assignment, a delete or a pattern. */
  oddSuperMember: boolean;
  callsEval: boolean;
  /** Whether it contains a tagged template itself. */
  tagged: boolean;
  /** Whether it waits with `await`, `for await` or `await using` itself. */
  awaits: boolean;
  /** Whether it has a `for await` loop or `await using` itself. */
  awaitsNatively: boolean;
  /** What the pass does with it; decided by `plan`. */
  plan: Plan;
  /** Whether anything inside it, itself left out, is changed by the pass. */
  innerEdited: boolean;
  /** Whether its original must be a call of its twin, so that tests reach the twin however it is called. */
  forced: boolean;
  /** Calls, tagged templates and `for…of` loops of its own, those of its parameters included. */
  readonly sites: Site[];
  readonly inner: FunctionInfo[];
  /** Names that its body, as opposed to its parameters, declares at its top level or by `var`. */
  readonly bodyNames: Set<string>;
  /** Whether `super()` initialises its `this`. */
  readonly derived: boolean;
}

export interface Site {
  readonly node: Node;
  /** Whether it stands in the parameter list. */
  readonly inParams: boolean;
  readonly owner: FunctionInfo;
}

export interface Analysis {
  readonly module: FunctionInfo;
  /** Every function, outermost first. */
  readonly functions: FunctionInfo[];
}

/** The function whose `this` and `arguments` an arrow shares. */
export function rootOf(info: FunctionInfo): FunctionInfo {
  let at = info;
  while (at.kind === 'arrow' && at.parent !== null) at = at.parent;
  return at;
}
