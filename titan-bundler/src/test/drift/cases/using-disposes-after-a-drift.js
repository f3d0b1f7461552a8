// parks
export default function main(log) {
  const open = (name) => ({ name, [Symbol.dispose]() { log("dispose " + drift(op(name))); } });
  {
    using a = open("a");
    using b = open(drift(op("b")));
    log(a.name + drift(op(b.name)));
  }
  return drift(op("end"));
}
