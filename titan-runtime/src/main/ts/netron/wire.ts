/** The packets of Netron: what is where in them, and the codec that fills them. */
import { FIELDS, host, revive, TitanError, wireName } from 'titan:kernel';
import { type CodecOptions, Decoder, Encoder, JsonForm } from './codec';

/** Types of packets: the low bits of the flags. */
export const enum Type {
  PING = 0,
  GET = 1,
  SET = 2,
  CALL = 3,
  TASK = 4,
  STREAM = 5,
  STREAM_ERROR = 6,
}

/** The other bits. */
export const enum Flag {
  TYPE = 0x0f,
  END = 0x10,
  LIVE = 0x20,
  REQUEST = 0x40,
  ERROR = 0x80,
}

/** Id and flags. */
export const HEAD_BYTES = 5;

const options: CodecOptions = {
  errors: { TitanError, FIELDS, wireName, revive },
  decodeUtf8: (bytes) => host.decodeUtf8(bytes),
};

export const decoder = new Decoder(options);
export const encoder = new Encoder(options);
export const json = new JsonForm(options);
