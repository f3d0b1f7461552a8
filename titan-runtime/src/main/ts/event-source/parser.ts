/** The lines of an event stream (https://html.spec.whatwg.org/#event-stream-interpretation). */

interface ServerEvent {
  type: string;
  data: string;
}

export class EventParser {
  readonly #dispatch: (event: ServerEvent) => void;
  readonly #retry: (milliseconds: number) => void;
  /** What has come of a line that is not whole. */
  #rest = '';
  /** Whether the line feed that follows belongs to the line before. */
  #afterReturn = false;
  #begun = false;
  #data = '';
  #type = '';
  #id: string;
  /** The last id of an event that was dispatched, or of one without data. */
  lastEventId: string;

  constructor(lastEventId: string, dispatch: (event: ServerEvent) => void, retry: (milliseconds: number) => void) {
    this.#id = this.lastEventId = lastEventId;
    this.#dispatch = dispatch;
    this.#retry = retry;
  }

  push(chunk: string): void {
    let text = chunk;
    if (!this.#begun && text !== '') {
      this.#begun = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    if (this.#afterReturn && text !== '') {
      this.#afterReturn = false;
      if (text[0] === '\n') text = text.slice(1);
    }
    const lines = (this.#rest + text).split(/\r\n|\n|\r/);
    this.#afterReturn = text.endsWith('\r');
    this.#rest = lines.pop() as string;
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    if (line === '') {
      this.#event();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'event') this.#type = value;
    else if (field === 'data') this.#data += `${value}\n`;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.#retry(Number(value));
  }

  #event(): void {
    this.lastEventId = this.#id;
    const [type, data] = [this.#type, this.#data];
    this.#type = this.#data = '';
    if (data !== '') this.#dispatch({ type: type === '' ? 'message' : type, data: data.slice(0, -1) });
  }
}
