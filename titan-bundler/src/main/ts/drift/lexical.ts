import type { Binding, BindingKind, FunctionInfo } from './info';

/** The variables of one block or function, within those around it. */
export class Scope {
  readonly names = new Map<string, Binding>();
  constructor(
    readonly parent: Scope | null,
    readonly owner: FunctionInfo,
  ) {}

  declare(name: string, kind: BindingKind, imported?: Binding['imported']): Binding {
    let binding = this.names.get(name);
    if (binding === undefined) {
      binding = { name, kind, owner: this.owner, assigned: false, functions: [], ...(imported && { imported }) };
      this.names.set(name, binding);
    } else if (kind !== 'function') {
      // `var f` beside `function f`, or beside a parameter: one variable with several writers.
      binding.assigned = true;
    }
    return binding;
  }
}

/** Applies `use` to the functions that share the surroundings of `info`: it and the arrows around it, up to the first that is none. */
export function mark(info: FunctionInfo, use: (info: FunctionInfo) => void): void {
  use(info);
  for (let at = info; at.kind === 'arrow' && at.parent !== null; ) {
    at = at.parent;
    use(at);
  }
}
