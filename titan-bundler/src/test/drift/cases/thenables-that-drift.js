class Query {
  #table;
  constructor(table) {
    this.#table = table;
  }
  then(resolve, reject) {
    try {
      resolve([this.#table, drift(op("row")), drift(later("promised"))]);
    } catch (error) {
      reject(error);
    }
  }
}
class AsyncQuery {
  async then(resolve, reject) {
    try {
      const rows = drift(op("async row"));
      resolve({ then: (done) => done([rows, drift(op("nested"))]) });
    } catch (error) {
      reject(error);
    }
  }
}
const broken = {
  then() {
    throw drift(op("thrown"));
  },
};
const find = async (table) => {
  await null;
  return new Query(table);
};
const found = async (table) => (await null, new Query(table));
export default async function main(log) {
  const list = [await new Query("a"), await new AsyncQuery(), await find("b"), await found("c")];
  list.push(await Promise.resolve(1).then(() => new Query("d")));
  list.push(await later("e").then(async (name) => await new Query(name)));
  try {
    await broken;
  } catch (error) {
    log(error);
  }
  log([await { then: 1 }, await (0, new Query("f"))]);
  return list;
}
