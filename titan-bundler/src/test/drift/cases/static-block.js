// parks
export default function main() {
  class C {
    static x;
    static {
      C.x = drift(op(3));
      this.y = (() => drift(op(4)))();
    }
  }
  return [C.x, C.y];
}
