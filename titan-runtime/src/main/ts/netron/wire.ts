/** The codec of the isolate. */
import { FIELDS, host, revive, TitanError, wireName } from 'titan:kernel';
import { CodecError, type CodecOptions, Decoder, Encoder, JsonForm } from './codec';

const options: CodecOptions = {
  errors: { TitanError, FIELDS, wireName, revive },
  decodeUtf8: (bytes) => host.decodeUtf8(bytes),
};

export const decoder = new Decoder(options);
export const encoder = new Encoder(options);
export const json = new JsonForm(options);

/** Bytes of one packet. */
const MOST_BYTES = 16 << 20;

/**
 * Refuses a packet that its receiver would.
 *
 * @param from where it begins in what the encoder has written; it ends there
 * @throws CodecError when it is too long
 */
export function requirePacket(from: number): void {
  const bytes = encoder.length - from;
  if (bytes > MOST_BYTES) throw new CodecError(`a packet of ${bytes} bytes cannot be sent; the most are ${MOST_BYTES}`);
}
