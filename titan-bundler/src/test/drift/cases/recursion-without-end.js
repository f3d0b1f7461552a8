function deep(n) {
  return 1 + deep(n + 1) + (n < 0 ? drift(op(1)) : 0);
}
export default function main(log) {
  try {
    deep(0);
  } catch (error) {
    log(error.name);
  }
  return drift(op("lives"));
}
