function g(...args) {
  return args.join();
}
export default function main(log) {
  let n = 0;
  return [g(n++, drift(op("x")), n++, ...drift(op([n++, n++])), n), [n++, drift(op("y")), n], { a: n++, b: drift(op("z")), c: n }];
}
