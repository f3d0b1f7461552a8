/** Objects of the web's interfaces that structuredClone and messages copy or move. What defines such an interface adds it here when it loads. */

/** Makes a copy, when it is called. What was read for it has been read before. */
export type Copier = () => unknown;

/** An interface whose objects are copied (https://html.spec.whatwg.org/#serializable-objects). */
interface Cloneable {
  is(value: object): boolean;
  /** Reads an object. `inner` reads what it contains. */
  read(value: object, inner: (value: unknown) => Copier): Copier;
}

/** An interface whose objects are moved (https://html.spec.whatwg.org/#transferable-objects). */
interface Movable {
  is(value: object): boolean;
  /** Whether it can be moved now. */
  free(value: object): boolean;
  /** Moves it: the result is what it was, the value is of no more use. */
  move(value: object): object;
}

export const cloneables: Cloneable[] = [];
export const movables: Movable[] = [];
