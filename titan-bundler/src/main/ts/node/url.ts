/** node:url: the package of that name for what is older than the URL Standard, and the standard's own classes. */
const legacy = require('url-package');

declare const URL: new (url: string, base?: string) => any;

interface FormatOptions {
  auth?: boolean;
  fragment?: boolean;
  search?: boolean;
  unicode?: boolean;
}

function isUrl(value: any): boolean {
  return typeof value === 'object' && value !== null && typeof value.href === 'string' && value.searchParams !== undefined;
}

function format(value: any, options: FormatOptions = {}): string {
  if (!isUrl(value)) return legacy.format(value);
  const url = new URL(value.href);
  if (options.auth === false) url.username = url.password = '';
  if (options.fragment === false) url.hash = '';
  if (options.search === false) url.search = '';
  return options.unicode === true ? url.href.replace(url.hostname, domainToUnicode(url.hostname)) : url.href;
}

function invalid(code: string, message: string): TypeError {
  return Object.assign(new TypeError(message), { code });
}

function fileURLToPath(value: any): string {
  const url = typeof value === 'string' ? new URL(value) : value;
  if (!isUrl(url)) throw invalid('ERR_INVALID_ARG_TYPE', 'fileURLToPath: expected a URL or its text');
  if (url.protocol !== 'file:') throw invalid('ERR_INVALID_URL_SCHEME', `fileURLToPath: expected a URL of scheme file:, not ${url.protocol}`);
  if (url.hostname !== '') throw invalid('ERR_INVALID_FILE_URL_HOST', 'fileURLToPath: the URL of a file has no host');
  if (/%2f/i.test(url.pathname)) throw invalid('ERR_INVALID_FILE_URL_PATH', 'fileURLToPath: the path must not have an encoded /');
  return decodeURIComponent(url.pathname);
}

function pathToFileURL(path: string): unknown {
  const absolute = require('node:path').resolve(path) + (path.endsWith('/') && path !== '/' ? '/' : '');
  const url = new URL('file:///');
  url.pathname = absolute.replace(/[%\\\n\r\t?#]/g, (character: string) => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);
  return url;
}

function domainToASCII(domain: string): string {
  try {
    return new URL(`ws://${domain}`).hostname;
  } catch {
    return '';
  }
}

function domainToUnicode(domain: string): string {
  return domainToASCII(domain) === '' ? '' : require('punycode-package').toUnicode(domainToASCII(domain));
}

function urlToHttpOptions(url: any): object {
  const { protocol, hostname, hash, search, pathname, href, port, username, password } = url;
  return {
    protocol,
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    hash,
    search,
    pathname,
    path: `${pathname}${search}`,
    href,
    ...(port === '' ? {} : { port: Number(port) }),
    ...(username === '' && password === '' ? {} : { auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` }),
  };
}

const url = { ...legacy, format, fileURLToPath, pathToFileURL, domainToASCII, domainToUnicode, urlToHttpOptions };
for (const name of ['URL', 'URLSearchParams', 'URLPattern']) {
  Object.defineProperty(url, name, { get: () => (globalThis as any)[name], enumerable: true, configurable: true });
}
module.exports = url;
