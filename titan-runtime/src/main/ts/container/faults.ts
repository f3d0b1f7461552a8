import { ContainerError } from 'titan:kernel';

/** What is wrong with the declarations of a container: all of it is told at once. */
export class Faults {
  readonly #found: { code: string; message: string }[] = [];

  add(code: string, message: string): undefined {
    this.#found.push({ code, message });
    return undefined;
  }

  /** @throws ContainerError when there is any */
  refuse(): void {
    const [first] = this.#found;
    if (first === undefined) return;
    throw new ContainerError(first.code, this.#found.map(({ message }) => message).join('\n'));
  }
}
