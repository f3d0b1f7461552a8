/** The codec of the isolate. */
import { FIELDS, host, revive, TitanError, wireName } from 'titan:kernel';
import { type CodecOptions, Decoder, Encoder, JsonForm } from './codec';

const options: CodecOptions = {
  errors: { TitanError, FIELDS, wireName, revive },
  decodeUtf8: (bytes) => host.decodeUtf8(bytes),
};

export const decoder = new Decoder(options);
export const encoder = new Encoder(options);
export const json = new JsonForm(options);
