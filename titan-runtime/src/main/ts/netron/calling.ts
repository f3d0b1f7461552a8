/** A call of a client as the code that it leads to may see it. */
import type { Calling } from 'titan:kernel';
import { type Claims, claimsOf } from './access';
import type { Caller } from './invocation';

export class ClientCalling implements Calling {
  readonly service: string;
  readonly method: string;
  readonly #caller: Caller;
  /** null until somebody has asked. */
  #claims: Claims | undefined | null = null;
  until = Infinity;

  constructor(service: string, method: string, caller: Caller) {
    this.service = service;
    this.method = method;
    this.#caller = caller;
  }

  get peer(): string {
    return this.#caller.peer;
  }
  get ip(): string {
    return this.#caller.ip;
  }
  get claims(): Claims | undefined {
    if (this.#claims === null) {
      const { token } = this.#caller;
      try {
        this.#claims = token === '' ? undefined : claimsOf(token);
      } catch {
        this.#claims = undefined;
      }
    }
    return this.#claims;
  }

  /** The token was good when the call began: it counts to its end. */
  believes(claims: Claims): void {
    this.#claims = claims;
  }
}
