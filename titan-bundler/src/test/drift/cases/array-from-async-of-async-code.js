function* counted(n, log) {
  try {
    for (let i = 0; i < n; i++) yield drift(op(i));
  } finally {
    log(["counted", n]);
  }
}
const pages = {
  [Symbol.asyncIterator]() {
    let at = 0;
    return {
      next: async () => {
        const value = drift(op(at++));
        return { value, done: value === 3 };
      },
    };
  },
};
export default async function main(log) {
  const listed = await Array.fromAsync([2, 0, 1], async (n) => {
    const values = [];
    for (const value of counted(n, log)) values.push(drift(op(value)));
    return values;
  });
  const bound = await Array.fromAsync(
    new Set([1, 2]),
    async function (x, i) {
      return [this.name, i, drift(op(x)), drift(op("again"))];
    },
    { name: "self" },
  );
  const paged = await Array.fromAsync(pages, async (x) => drift(op(x * 10)));
  try {
    await Array.fromAsync([1, 2], async (x) => drift(fail("broken " + x)));
  } catch (error) {
    log(error);
  }
  return [listed, bound, paged, Array.fromAsync.name, Array.fromAsync.length];
}
