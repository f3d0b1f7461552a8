import { defineInterface, Event, requireArguments, toUSVString } from 'titan:kernel';

interface CloseEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  wasClean?: unknown;
  code?: unknown;
  reason?: unknown;
}

/** https://websockets.spec.whatwg.org/#the-closeevent-interface */
export class CloseEvent extends Event {
  readonly #wasClean: boolean;
  readonly #code: number;
  readonly #reason: string;

  constructor(type: unknown, eventInitDict: CloseEventInit = {}) {
    requireArguments('CloseEvent', arguments, 1);
    super(type, eventInitDict);
    const { wasClean = false, code = 0, reason = '' } = eventInitDict ?? {};
    this.#wasClean = Boolean(wasClean);
    this.#code = Number(code) & 0xffff;
    this.#reason = toUSVString(reason);
  }
  get wasClean(): boolean {
    return this.#wasClean;
  }
  get code(): number {
    return this.#code;
  }
  get reason(): string {
    return this.#reason;
  }
}
defineInterface(CloseEvent, 'CloseEvent');
