/** URLPattern (https://urlpattern.spec.whatwg.org). */
import { defineInterface, toUSVString } from 'titan:kernel';
import { states } from 'titan:url';
import * as canonical from './canonical';
import { matchesSpecial, parseConstructorString, PLAIN } from './constructor-string';
import { COMPONENTS, type Init, type Name, type Parts, processInit } from './init';
import { compile, type Component } from './parts';

interface ComponentResult {
  input: string;
  groups: Record<string, string | undefined>;
}

type Result = Record<Name, ComponentResult> & { inputs: unknown[] };

const MEMBERS = ['baseURL', 'hash', 'hostname', 'password', 'pathname', 'port', 'protocol', 'search', 'username'] as const;

/** https://webidl.spec.whatwg.org/#js-union for a text or a dictionary of texts. */
function inputOf(value: unknown): string | Init {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' && typeof value !== 'function') return toUSVString(value);
  const init: Init = {};
  for (const name of MEMBERS) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) init[name] = toUSVString(member);
  }
  return init;
}

function isDictionary(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'object' || typeof value === 'function';
}

function create(input: string | Init, baseURL: string | undefined, ignoreCase: boolean): Record<Name, Component> {
  let init: Init;
  if (typeof input === 'string') {
    init = parseConstructorString(input);
    if (baseURL === undefined && init.protocol === undefined) throw new TypeError(`URLPattern: '${input}' is relative, and there is no base URL`);
    if (baseURL !== undefined) init.baseURL = baseURL;
  } else {
    if (baseURL !== undefined) throw new TypeError('URLPattern: a base URL beside an object must be its member baseURL');
    init = input;
  }
  const parts = processInit(init, true, {}) as Record<Name, string>;
  for (const name of COMPONENTS) parts[name] ??= '*';
  if (canonical.isSpecial(parts.protocol) && parts.port !== '' && parts.port === canonical.SPECIAL[parts.protocol]) parts.port = '';
  const protocol = compile(parts.protocol, canonical.protocol, PLAIN);
  const isIpv6 = /^(?:\[|\{\[|\\\[)/.test(parts.hostname) && parts.hostname.length > 1;
  const plain = { ...PLAIN, ignoreCase };
  return {
    protocol,
    username: compile(parts.username, canonical.username, PLAIN),
    password: compile(parts.password, canonical.password, PLAIN),
    hostname: compile(parts.hostname, isIpv6 ? canonical.ipv6 : canonical.hostname, { ...PLAIN, delimiter: '.' }),
    port: compile(parts.port, canonical.port, PLAIN),
    pathname: matchesSpecial(protocol)
      ? compile(parts.pathname, canonical.pathname, { delimiter: '/', prefix: '/', ignoreCase })
      : compile(parts.pathname, canonical.opaquePathname, plain),
    search: compile(parts.search, canonical.search, plain),
    hash: compile(parts.hash, canonical.hash, plain),
  };
}

/** The parts of what is to be matched; null where it is no URL. */
function partsOf(input: string | Init, baseURL: string | undefined): Record<Name, string> | null {
  if (typeof input !== 'string') {
    if (baseURL !== undefined) throw new TypeError('URLPattern: a base URL beside an object must be its member baseURL');
    const empty: Parts = {};
    for (const name of COMPONENTS) empty[name] = '';
    try {
      return processInit(input, false, empty) as Record<Name, string>;
    } catch {
      return null;
    }
  }
  const base = baseURL === undefined ? undefined : states.basicURLParse(baseURL);
  const url = base === null ? null : states.basicURLParse(input, base === undefined ? {} : { baseURL: base });
  if (url === null) return null;
  return {
    protocol: url.scheme,
    username: url.username,
    password: url.password,
    hostname: url.host === null ? '' : states.serializeHost(url.host),
    port: url.port === null ? '' : String(url.port),
    pathname: states.serializePath(url),
    search: url.query ?? '',
    hash: url.fragment ?? '',
  };
}

export class URLPattern {
  readonly #components: Record<Name, Component>;

  constructor(input: unknown = {}, second: unknown = undefined, third: unknown = undefined) {
    // With two arguments the second is a base URL unless it is a dictionary of options.
    const hasBase = arguments.length > 2 || !isDictionary(second);
    const options = hasBase ? third : second;
    if (!isDictionary(options)) throw new TypeError('URLPattern: the options must be an object');
    const read = inputOf(input);
    this.#components = create(read, hasBase ? toUSVString(second) : undefined, Boolean((options as { ignoreCase?: unknown } | null | undefined)?.ignoreCase));
  }

  get protocol(): string {
    return this.#components.protocol.pattern;
  }
  get username(): string {
    return this.#components.username.pattern;
  }
  get password(): string {
    return this.#components.password.pattern;
  }
  get hostname(): string {
    return this.#components.hostname.pattern;
  }
  get port(): string {
    return this.#components.port.pattern;
  }
  get pathname(): string {
    return this.#components.pathname.pattern;
  }
  get search(): string {
    return this.#components.search.pattern;
  }
  get hash(): string {
    return this.#components.hash.pattern;
  }
  get hasRegExpGroups(): boolean {
    return COMPONENTS.some((name) => this.#components[name].hasRegExpGroups);
  }

  test(input: unknown = {}, baseURL: unknown = undefined): boolean {
    return this.#match(input, baseURL) !== null;
  }

  exec(input: unknown = {}, baseURL: unknown = undefined): Result | null {
    return this.#match(input, baseURL);
  }

  #match(input: unknown, base: unknown): Result | null {
    const read = inputOf(input);
    const baseURL = base === undefined ? undefined : toUSVString(base);
    const parts = partsOf(read, baseURL);
    if (parts === null) return null;
    const result = { inputs: baseURL === undefined ? [read] : [read, baseURL] } as Result;
    for (const name of COMPONENTS) {
      const component = this.#components[name];
      const found = component.match(parts[name]);
      if (found === null) return null;
      const groups: ComponentResult['groups'] = {};
      component.names.forEach((group, index) => Object.defineProperty(groups, group, { value: found[index + 1], writable: true, enumerable: true, configurable: true }));
      result[name] = { input: parts[name], groups };
    }
    return result;
  }
}
Object.defineProperty(URLPattern.prototype.test, 'length', { value: 0, configurable: true });
defineInterface(URLPattern, 'URLPattern');
