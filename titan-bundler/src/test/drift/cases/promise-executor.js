const value = (x) => {
  drift(op(0));
  return x;
};
export default async function main(log) {
  const seen = [];
  const made = new Promise(function (resolve, reject) {
    seen.push(value("in"), arguments.length, typeof resolve, typeof reject, this === undefined);
    resolve(value("done"));
    resolve("twice");
  });
  seen.push("after", made instanceof Promise, await made);
  const failed = (executor) => new Promise(executor).then((x) => "kept " + x, (error) => "lost " + error.message);
  seen.push(
    await failed(() => {
      throw new Error(drift(op("thrown")));
    }),
    await failed((resolve) => {
      resolve(drift(op("first")));
      throw new Error("too late");
    }),
    await failed((resolve) => resolve(new Promise((inner) => inner(value("nested"))))),
  );
  try {
    new Promise(drift(op("no function")));
  } catch (error) {
    seen.push(error instanceof TypeError);
  }
  try {
    new globalThis.Promise.nothing((resolve) => resolve(value(1)));
  } catch (error) {
    seen.push(error.name);
  }
  const settled = await Promise.all([1, 2, 3].map((x) => new Promise((resolve) => resolve(value(x * 2)))));
  return [seen, settled];
}
