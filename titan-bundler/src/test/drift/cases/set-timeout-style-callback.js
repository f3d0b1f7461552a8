export default function main(log) {
  const host = { later: (f) => f };
  const callback = host.later(() => drift(op("fired")));
  return callback();
}
