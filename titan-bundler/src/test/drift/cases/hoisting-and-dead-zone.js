export default function main(log) {
  log(early());
  try {
    late;
  } catch (error) {
    log(error.name);
  }
  const late = drift(op(1));
  function early() {
    return drift(op("early"));
  }
  {
    log(block());
    function block() {
      return drift(op("block"));
    }
  }
  return late;
}
