const last = "outer";
const first = "outer";
export default function main(log) {
  const caught = (f) => {
    try {
      return f();
    } catch (e) {
      return e.name + ": " + e.message;
    }
  };
  const dead = (a = last, last = drift(op("own"))) => [a, last];
  const closure = (read = () => last, last = drift(op("own"))) => read();
  const chain = (first = () => second(), second = () => third, third = drift(op("third"))) => first();
  const pattern = ({ read = () => last } = {}, [last] = drift(op(["own"]))) => read();
  const kept = (a = first, b = drift(op("b")), ...rest) => [a, b, rest];
  return [
    caught(dead),
    dead("given"),
    closure(),
    closure(undefined, "given"),
    chain(),
    pattern(),
    kept(),
    kept(1, 2, 3),
    [dead, closure, chain, pattern, kept].map((f) => f.name + f.length),
  ];
}
