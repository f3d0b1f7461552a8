export default function main(log) {
  const x = [1];
  try {
    for (const x of x) log(drift(op(x)));
  } catch (error) {
    return error.name;
  }
}
