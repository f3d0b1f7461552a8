export default function main() {
  for (var i = 0; i < 2; i++) {
    var x = drift(op(i));
  }
  for (var key of [drift(op("k"))]) {
  }
  return [i, x, key];
}
