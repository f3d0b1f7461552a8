package dev.titan.cli;

/** A module whose class suspends in loops and callbacks, ten times and more, before a function of it throws: for tests of what its stack tells. */
final class StoreSource {
    private StoreSource() {}

    /** @param message of the error, as the text of a template literal */
    static String failingWith(String message) {
        return """
                export interface Item { id: number }

                export class Store<T extends Item> {
                  constructor(private items: T[]) {}

                  check() {
                    for (const item of this.items) {
                      drift(t.sleep(0));
                      [1, 2].map((times) => reserve(item, times));
                    }
                  }
                }

                const reserve = (item: Item, times: number): number => {
                  for (let i = 0; i < 10; i++) drift(t.sleep(0));
                  if (times === 2) fail(item);
                  return times;
                };

                function fail(item: Item): never {
                  throw new RangeError(`%s`, { cause: new Error('low') });
                }
                """.replace("%s", message);
    }
}
