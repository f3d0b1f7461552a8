/** What the globals of globals.ts are in a plain run. A case imports them, so that for the drift pass nothing in it can suspend. */
import { plainDrift, Settled } from './plain';

export const drift = plainDrift();
export const op = (value: unknown): Settled => new Settled(false, value);
export const fail = (reason: unknown): Settled => new Settled(true, reason);
export const later = op;
