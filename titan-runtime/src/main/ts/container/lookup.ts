/** Finds services as callers name them. */
import compare from 'semver/functions/compare';
import maxSatisfying from 'semver/ranges/max-satisfying';
import prerelease from 'semver/functions/prerelease';

/** Texts that clients send are remembered; so many that no client can fill the memory with them. */
const MOST_REMEMBERED = 1_000;

/**
 * Services by id. A name alone means the highest version that is no pre-release; a range of versions, as npm has them, the highest within it. What a text means is found once: after that each call costs one
 * look into a map.
 */
export class Lookup<S> {
  readonly #byId = new Map<string, S>();
  readonly #versions = new Map<string, string[]>();
  readonly #remembered = new Map<string, S | undefined>();

  add(name: string, version: string, service: S): void {
    this.#byId.set(`${name}@${version}`, service);
    const versions = this.#versions.get(name);
    if (versions === undefined) this.#versions.set(name, [version]);
    else versions.push(version);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** @param id `users@1.0.0`, `users@^1.0.0`, `users` */
  find(id: unknown): S | undefined {
    if (typeof id !== 'string') return undefined;
    const found = this.#byId.get(id) ?? this.#remembered.get(id);
    if (found !== undefined || this.#remembered.has(id)) return found;
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    const meant = this.#meant(id);
    this.#remembered.set(id, meant);
    return meant;
  }

  #meant(id: string): S | undefined {
    const at = id.indexOf('@');
    const name = at < 0 ? id : id.slice(0, at);
    const versions = this.#versions.get(name);
    if (versions === undefined || at === id.length - 1) return undefined;
    const version = at < 0 ? versions.filter((each) => prerelease(each) === null).sort(compare).at(-1) : maxSatisfying(versions, id.slice(at + 1));
    return version === undefined || version === null ? undefined : this.#byId.get(`${name}@${version}`);
  }
}
