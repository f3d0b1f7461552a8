export default function main(log) {
  const o = { n: 2, big: 2n, list: [1, 2, 3], deep: { k: null } };
  const at = (x) => (log("at " + x), x);
  o[at("n")] **= drift(op(3));
  o[drift(op("n"))]++;
  --o[drift(op("n"))];
  o.big <<= drift(op(2n));
  o.deep.k ??= drift(op("set"));
  o.deep[at("k")] &&= drift(op("and"));
  o.deep.z ||= drift(op("or"));
  o.n %= drift(op(5));
  delete o.list[drift(op(1))];
  class C {}
  const throws = () => {
    throw drift(op("thrown"));
  };
  let thrown;
  try {
    throws();
  } catch (reason) {
    thrown = reason;
  }
  return [
    o, thrown,
    new (drift(op(C)))() instanceof drift(op(C)),
    !drift(op(0)), ~drift(op(1)), +drift(op("3")), -drift(op(-4)),
    drift(op(7)) ** drift(op(2)), drift(op(7)) % drift(op(4)), drift(op(1)) << drift(op(3)), drift(op(-9)) >>> drift(op(28)),
    drift(op("b")) > drift(op("a")), drift(op(null)) == drift(op(undefined)), drift(op(1)) !== drift(op("1")),
    drift(op(6)) & drift(op(3)), drift(op(6)) | drift(op(1)), drift(op(6)) ^ drift(op(3)),
    typeof drift(op(1n)), void drift(op(1)), (drift(op(1)), drift(op(2))),
    drift(op(drift(op(drift(op("nested"))))))
  ];
}
