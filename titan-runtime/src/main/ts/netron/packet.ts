/** The packets of Netron: what is where in them. Without imports of the kernel, so that a client is bundled with the same file. */

/** Types of packets: the low bits of the flags. Those from 8 are for sides that both name them. */
export const enum Type {
  PING = 0,
  GET = 1,
  SET = 2,
  CALL = 3,
  TASK = 4,
  STREAM = 5,
  STREAM_ERROR = 6,
  STREAM_CLOSE = 7,
  CANCEL = 8,
  CREDIT = 9,
  META = 10,
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
