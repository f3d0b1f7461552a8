export default function main(log) {
  const caught = (x) => {
    try {
      return drift(x);
    } catch (reason) {
      return ["caught", reason];
    }
  };
  return [
    caught({ then: (resolve) => resolve(1) }),
    caught({ then: (resolve, reject) => reject("no") }),
    caught({ then() { throw "thrown"; } }),
    caught({ then(resolve) { resolve("first"); throw "too late"; } }),
    caught({ then(resolve, reject) { resolve("one"); resolve("two"); reject("three"); } }),
    caught({ then: (resolve) => resolve(later("of a promise")) }),
    caught({ then: (resolve) => resolve({ then: (again) => again("of a thenable") }) }),
    caught({ then: 5 }).then,
    caught(fail("rejected")),
    caught([{ then: (resolve) => resolve("in an array") }, later(2), { deep: { then: (resolve) => resolve(3) } }]),
    caught(Object.assign(() => {}, { then: (resolve) => resolve("a function") })),
  ];
}
