/** A set in the order of addition that seldom has more than one member, and needs no Set then: each request makes some. */
export class Few<T extends object> {
  #first: T | undefined;
  #others: Set<T> | undefined;

  get isEmpty(): boolean {
    return this.#first === undefined && (this.#others === undefined || this.#others.size === 0);
  }

  add(member: T): void {
    if (this.isEmpty) this.#first = member;
    else if (this.#first !== member) (this.#others ??= new Set()).add(member);
  }

  delete(member: T): void {
    if (this.#first === member) this.#first = undefined;
    else this.#others?.delete(member);
  }

  /** Those that are in it now. */
  all(): T[] {
    const others = this.#others === undefined ? [] : [...this.#others];
    return this.#first === undefined ? others : [this.#first, ...others];
  }
}
