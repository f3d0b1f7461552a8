export default function main() {
  switch (drift(op(1))) {
    case 0:
      function f() {
        return drift(op("f"));
      }
    case 1:
      return f() + f();
  }
}
