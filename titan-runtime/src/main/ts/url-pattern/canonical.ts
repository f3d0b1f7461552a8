/** The canonical forms of parts of URLs (https://urlpattern.spec.whatwg.org/#canon), by the parser of the URL Standard. */
import { states, type UrlRecord } from 'titan:url';

const DUMMY = 'dummy.invalid';
export const SPECIAL: Readonly<Record<string, string>> = { ftp: '21', file: '', http: '80', https: '443', ws: '80', wss: '443' };

export const isSpecial = (scheme: string): boolean => Object.hasOwn(SPECIAL, scheme);

function dummy(): UrlRecord {
  return states.basicURLParse(`https://${DUMMY}/`) as UrlRecord;
}

function invalid(what: string, value: string): TypeError {
  return new TypeError(`URLPattern: '${value}' is not a ${what}`);
}

export function protocol(value: string): string {
  if (value === '') return value;
  const url = states.basicURLParse(`${value}://${DUMMY}/`);
  if (url === null) throw invalid('protocol', value);
  return url.scheme;
}

export function username(value: string): string {
  const url = dummy();
  states.setTheUsername(url, value);
  return url.username;
}

export function password(value: string): string {
  const url = dummy();
  states.setThePassword(url, value);
  return url.password;
}

export function hostname(value: string): string {
  if (value === '') return value;
  const url = dummy();
  // The package takes what stands before a colon, as the standard once did.
  if (/:(?![^[]*\])/.test(value) || states.basicURLParse(value, { url, stateOverride: 'hostname' }) === null) throw invalid('host name', value);
  return url.host === null ? '' : states.serializeHost(url.host);
}

export function ipv6(value: string): string {
  if (!/^[\da-f[\]:]*$/i.test(value)) throw invalid('IPv6 address', value);
  return value.toLowerCase();
}

export function port(value: string, scheme?: string): string {
  if (value === '') return value;
  const url = dummy();
  if (scheme !== undefined) url.scheme = scheme;
  if (!/^[\t\n\r]*\d/.test(value) || states.basicURLParse(value, { url, stateOverride: 'port' }) === null) throw invalid('port', value);
  return url.port === null ? '' : String(url.port);
}

export function pathname(value: string): string {
  if (value === '') return value;
  const rooted = value.startsWith('/');
  const url = dummy();
  url.path = [];
  states.basicURLParse(rooted ? value : `/-${value}`, { url, stateOverride: 'path start' });
  const path = states.serializePath(url);
  return rooted ? path : path.slice(2);
}

export function opaquePathname(value: string): string {
  if (value === '') return value;
  const url = dummy();
  url.path = '';
  if (states.basicURLParse(value, { url, stateOverride: 'opaque path' }) === null) throw invalid('path', value);
  return states.serializePath(url);
}

export function search(value: string): string {
  if (value === '') return value;
  const url = dummy();
  url.query = '';
  states.basicURLParse(value, { url, stateOverride: 'query' });
  return url.query;
}

export function hash(value: string): string {
  if (value === '') return value;
  const url = dummy();
  url.fragment = '';
  states.basicURLParse(value, { url, stateOverride: 'fragment' });
  return url.fragment;
}
