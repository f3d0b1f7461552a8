export default function main(log) {
  if (drift(op(false))) log("no");
  else if (drift(op(true))) log(drift(op("else if")));
  else log("no");
  for (const i = drift(op(1)); drift(op(true)); ) {
    log(i);
    break;
  }
  const target = [];
  for (target[drift(op(0))] of drift(op([1, 2]))) log(target[0]);
  for (const { a = drift(op("a")), ...rest } of [{ b: 1 }, { a: 2 }]) log([a, rest]);
  for (target[drift(op(1))] in drift(op({ k: 1 }))) log(target[1]);
  for (var x = drift(op(0)), y = 3; x < y; x += drift(op(1)), y -= drift(op(1))) log([x, y]);
  try {
    throw drift(op({ message: "thrown", list: [1] }));
  } catch ({ message, code = drift(op("code")), list: [first, second = drift(op("second"))] }) {
    log([message, code, first, second]);
  }
  label: {
    try {
      drift(op(1));
      break label;
    } finally {
      log(drift(op("finally of a break")));
    }
  }
  let n = 0;
  do {
    if (drift(op(n)) === 1) continue;
    log("odd " + n);
  } while (drift(op(++n)) < 3);
  const f = () => {
    try {
      return log(drift(op("returns"))), drift(op(1));
    } finally {
      log(drift(op("finally of a return")));
    }
  };
  {
    const block = drift(op("block"));
    log(block);
  }
  return [f(), drift(op(n))];
}
