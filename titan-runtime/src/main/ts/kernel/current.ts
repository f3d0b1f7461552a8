/** The invocation whose code runs now, 0 when none does. Known for the part of an invocation up to its first wait. */
export let current = 0;

export function setCurrent(invocation: number): void {
  current = invocation;
}
