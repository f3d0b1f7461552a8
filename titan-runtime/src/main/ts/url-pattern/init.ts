/** What URLPattern is given, as parts of URLs or of patterns (https://urlpattern.spec.whatwg.org/#canon-processing-for-init). */
import { states } from 'titan:url';
import * as canonical from './canonical';
import { escapePattern } from './parts';

export const COMPONENTS = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'] as const;

export type Name = (typeof COMPONENTS)[number];
export type Parts = Partial<Record<Name, string>>;
export type Init = Parts & { baseURL?: string };

function isAbsolute(path: string, ofPattern: boolean): boolean {
  return path.startsWith('/') || (ofPattern && (path.startsWith('\\/') || path.startsWith('{/')));
}

/** Takes over of a base URL what comes before the parts that are given. @throws TypeError when it is none */
function inherit(init: Init, result: Parts, ofPattern: boolean): { path: string; opaque: boolean } {
  const base = states.basicURLParse(init.baseURL as string);
  if (base === null) throw new TypeError(`URLPattern: '${init.baseURL}' is not a base URL`);
  const text = (value: string): string => (ofPattern ? escapePattern(value) : value);
  const none = (...names: Name[]): boolean => names.every((name) => init[name] === undefined);
  if (none('protocol')) result.protocol = text(base.scheme);
  if (!ofPattern && none('protocol', 'hostname', 'port', 'username')) result.username = base.username;
  if (!ofPattern && none('protocol', 'hostname', 'port', 'username', 'password')) result.password = base.password;
  if (none('protocol', 'hostname')) result.hostname = text(base.host === null ? '' : states.serializeHost(base.host));
  if (none('protocol', 'hostname', 'port')) result.port = base.port === null ? '' : String(base.port);
  const path = text(states.serializePath(base));
  if (none('protocol', 'hostname', 'port', 'pathname')) result.pathname = path;
  if (none('protocol', 'hostname', 'port', 'pathname', 'search')) result.search = text(base.query ?? '');
  if (none('protocol', 'hostname', 'port', 'pathname', 'search', 'hash')) result.hash = text(base.fragment ?? '');
  return { path, opaque: typeof base.path === 'string' };
}

/**
 * @param ofPattern whether the parts are of patterns; else they are of a URL, and made canonical
 * @throws TypeError for what no URL can have
 */
export function processInit(init: Init, ofPattern: boolean, result: Parts): Parts {
  const base = init.baseURL === undefined ? null : inherit(init, result, ofPattern);
  const { protocol, username, password, hostname, port, pathname, search, hash } = init;
  const plain = (value: string, encode: (value: string) => string): string => (ofPattern ? value : encode(value));
  if (protocol !== undefined) result.protocol = plain(protocol.replace(/:$/, ''), canonical.protocol);
  if (username !== undefined) result.username = plain(username, canonical.username);
  if (password !== undefined) result.password = plain(password, canonical.password);
  if (hostname !== undefined) result.hostname = plain(hostname, canonical.hostname);
  const scheme = result.protocol ?? '';
  if (port !== undefined) result.port = plain(port, (value) => canonical.port(value, scheme));
  if (pathname !== undefined) {
    let path = pathname;
    if (base !== null && !base.opaque && !isAbsolute(path, ofPattern)) path = base.path.slice(0, base.path.lastIndexOf('/') + 1) + path;
    result.pathname = plain(path, scheme === '' || canonical.isSpecial(scheme) ? canonical.pathname : canonical.opaquePathname);
  }
  if (search !== undefined) result.search = plain(search.replace(/^\?/, ''), canonical.search);
  if (hash !== undefined) result.hash = plain(hash.replace(/^#/, ''), canonical.hash);
  return result;
}
