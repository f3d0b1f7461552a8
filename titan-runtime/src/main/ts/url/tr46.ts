/** What whatwg-url takes for the package tr46: the real one is a part of its own, loaded for hosts that are not plain ASCII. */
import { part } from 'titan:kernel';

/** https://url.spec.whatwg.org/#concept-domain-to-ascii: a domain of plain ASCII without Punycode is only put into lower case. */
const PLAIN = /^(?!xn--)(?!.*\.xn--)[\0-\x7f]*$/i;

/** @returns null where the domain cannot be one */
export function toASCII(domain: string, options: object): string | null {
  return PLAIN.test(domain) ? domain.toLowerCase() : part<typeof import('../idna')>('idna').toASCII(domain, options);
}
