const a = () => drift(op(1))
const b = function () { return drift(op(2)) }
let c = 5
export default function main() {
  let x = c
  a()
  x = b()
  ;[1].forEach((y) => { x += drift(op(y)) })
  return x
}
