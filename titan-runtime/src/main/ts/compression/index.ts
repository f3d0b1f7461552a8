/** CompressionStream and DecompressionStream (https://compression.spec.whatwg.org), over the host's zlib. */
import { ArrayBufferIsView, currentNumber, defineInterface, hostOperation, requireArguments, toDOMString } from 'titan:kernel';
import { TransformStream } from 'titan:web-streams';

const FORMATS = ['deflate', 'deflate-raw', 'gzip'];

interface Transform {
  readonly readable: unknown;
  readonly writable: unknown;
}

interface Controller {
  enqueue(chunk: Uint8Array): void;
}

/** Sends bytes through the host. They and its answers are in order, since a stream waits for each. */
class Pipe {
  readonly #format: string;
  readonly #compress: boolean;
  readonly #scope = currentNumber();
  #resource: Promise<number> | undefined;

  constructor(format: string, compress: boolean) {
    this.#format = format;
    this.#compress = compress;
  }

  #ask(name: string, args: unknown[], bytes?: ArrayBuffer | ArrayBufferView): Promise<unknown> {
    const operation = hostOperation({ label: this.#compress ? 'CompressionStream' : 'DecompressionStream', name, args, bytes, invocation: this.#scope });
    return new Promise((resolve, reject) => operation.subscribe(resolve, reject));
  }

  async write(bytes: ArrayBuffer | ArrayBufferView, last: boolean, controller: Controller): Promise<void> {
    this.#resource ??= this.#ask('compression.open', [this.#format, this.#compress]).then((value) => (value as { resource: number }).resource);
    const result = (await this.#ask('compression.write', [await this.#resource, last], bytes)) as ArrayBuffer;
    if (result.byteLength > 0) controller.enqueue(new Uint8Array(result));
  }
}

function isBytes(chunk: unknown): chunk is ArrayBuffer | ArrayBufferView {
  return chunk instanceof ArrayBuffer || (ArrayBufferIsView(chunk) && !((chunk as ArrayBufferView).buffer instanceof SharedArrayBuffer));
}

function transform(format: unknown, compress: boolean): Transform {
  const name = toDOMString(format);
  if (!FORMATS.includes(name)) throw new TypeError(`no compression format '${name}'; there are ${FORMATS.join(', ')}`);
  const pipe = new Pipe(name, compress);
  return new (TransformStream as unknown as new (transformer: object) => Transform)({
    transform(chunk: unknown, controller: Controller) {
      if (!isBytes(chunk)) throw new TypeError('a chunk must be an ArrayBuffer or a view of one');
      return pipe.write(chunk, false, controller);
    },
    flush: (controller: Controller) => pipe.write(new ArrayBuffer(0), true, controller),
  });
}

export class CompressionStream {
  readonly #transform: Transform;

  /** @throws TypeError unless the format is deflate, deflate-raw or gzip */
  constructor(format: unknown) {
    requireArguments('CompressionStream', arguments, 1);
    this.#transform = transform(format, true);
  }
  get readable(): unknown {
    return this.#transform.readable;
  }
  get writable(): unknown {
    return this.#transform.writable;
  }
}
defineInterface(CompressionStream, 'CompressionStream');

export class DecompressionStream {
  readonly #transform: Transform;

  /** @throws TypeError unless the format is deflate, deflate-raw or gzip */
  constructor(format: unknown) {
    requireArguments('DecompressionStream', arguments, 1);
    this.#transform = transform(format, false);
  }
  get readable(): unknown {
    return this.#transform.readable;
  }
  get writable(): unknown {
    return this.#transform.writable;
  }
}
defineInterface(DecompressionStream, 'DecompressionStream');
