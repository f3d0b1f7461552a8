/** A greeting; an unset word is "Hello". */
export function greet(word: string | undefined, name: string): string {
  return `${word ?? 'Hello'}, ${name}!`;
}
