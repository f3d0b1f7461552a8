export default function main(log) {
  let total = 0;
  for (let i = drift(op(0)); i < drift(op(4)); i += drift(op(1))) total += i;
  while (drift(op(total)) < 10) total++;
  do total += drift(op(1));
  while (total < drift(op(14)));
  for (const key in drift(op({ a: 1, b: 2 }))) log(drift(op(key)));
  return total;
}
