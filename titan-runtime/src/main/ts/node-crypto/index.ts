/** What the stand-in for node:crypto asks of the host. */
import { host } from 'titan:kernel';
import { randomBytes } from 'titan:crypto';

export const { hash, hmac, equalBytes: equal } = host;
export { randomBytes };
