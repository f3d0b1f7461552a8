const o = {
  async m(x) {
    return this === o && drift(op(x)) + (await 1);
  },
};
export default async function main() {
  const a = async (x) => drift(op(x)) + 1;
  return [await a(1), await a(drift(op(2))), await o.m(3), await Promise.all([a(4), o.m(5)])];
}
