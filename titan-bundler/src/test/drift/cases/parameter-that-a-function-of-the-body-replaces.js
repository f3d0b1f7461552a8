// parks
export default function main(log) {
  function replaced(a = drift(op("default")), b = 1) {
    function a() {
      return drift(op("function"));
    }
    return [a(), b];
  }
  return [replaced(), replaced(1, 2), replaced.length];
}
