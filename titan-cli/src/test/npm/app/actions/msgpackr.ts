import assert from 'node:assert';
import { addExtension, pack, Packr, unpack } from 'msgpackr';

class Point {
  constructor(readonly x: number, readonly y: number) {}
}
addExtension({ Class: Point, type: 11, pack: ({ x, y }: Point) => pack([x, y]), unpack: (bytes: Uint8Array) => new Point(...(unpack(bytes) as [number, number])) });

export default () => {
  const value = { a: [1, -2.5, 'ü'.repeat(50), null, true], d: new Date(0), m: new Map([[1, 'x']]), s: new Set([1]), b: 2n ** 60n, bytes: new Uint8Array([1, 2]) };
  const packr = new Packr({ structuredClone: true });
  const back = packr.unpack(packr.pack(value));
  assert.deepStrictEqual([back.a, back.d, back.m, back.s, back.b], [value.a, value.d, value.m, value.s, value.b]);
  assert.deepStrictEqual(new Uint8Array(back.bytes), value.bytes);
  const records = new Packr({ useRecords: true });
  assert.deepStrictEqual(records.unpack(records.pack([{ a: 1 }, { a: 2 }])), [{ a: 1 }, { a: 2 }]);
  return unpack(pack(new Point(1, 2)));
};
