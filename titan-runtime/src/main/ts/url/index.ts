/** URL and URLSearchParams (https://url.spec.whatwg.org): the package whatwg-url, which is the standard's own reference. */
import { URL as url, URLSearchParams as searchParams } from 'whatwg-url/webidl2js-wrapper.js';
import states from 'whatwg-url/lib/url-state-machine.js';
import type { UrlConstructor, UrlSearchParamsConstructor } from './types';

/** What the package takes for the global object: it defines the classes there. */
const scope = { Array, Object, Promise, String, TypeError, Function } as unknown as { URL: UrlConstructor; URLSearchParams: UrlSearchParamsConstructor };
url.install(scope, ['Worker']);
searchParams.install(scope, ['Worker']);

export const { URL, URLSearchParams } = scope;

/** The parser that both are made of, for URLPattern. */
export { states };
export type { UrlRecord } from './types';
