function retry(times, f) {
  for (let i = 0; ; i++) {
    try {
      return f(i);
    } catch (error) {
      if (i >= times) throw error;
      drift(op("pause"));
    }
  }
}
export default function main(log) {
  return retry(3, (i) => {
    log(i);
    return i < 2 ? drift(fail(new Error("again"))) : drift(op("done"));
  });
}
