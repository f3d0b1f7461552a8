const value = (x) => drift(op(x));
const awaiter = (self, P, generator) =>
  new (P || (P = Promise))(function (resolve, reject) {
    function fulfilled(x) {
      try {
        step(generator.next(x));
      } catch (error) {
        reject(error);
      }
    }
    function rejected(x) {
      try {
        step(generator["throw"](x));
      } catch (error) {
        reject(error);
      }
    }
    function step(result) {
      result.done ? resolve(result.value) : Promise.resolve(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(self, [])).next());
  });
const machine = (body) => {
  const state = { at: 0, sent: undefined };
  const made = {};
  for (const name of ["next", "throw"]) define(made, name, (x) => made.invoke(name, x));
  define(made, "invoke", (name, x) => {
    state.sent = x;
    return body(name, state);
  });
  return made;
};
function define(object, name, value) {
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
}
const counts = (log) =>
  awaiter(undefined, undefined, () =>
    machine((name, state) => {
      switch (state.at++) {
        case 0:
          log("begins " + value(name));
          return { done: false, value: Promise.resolve(value(1)) };
        case 1:
          log("goes on " + drift(later(state.sent)));
          return { done: false, value: Promise.reject(new Error(value("no"))) };
        default:
          return { done: true, value: [name, drift(later(state.sent.message))] };
      }
    }),
  );
export default async function main(log) {
  const native = awaiter({ k: "self" }, null, function* () {
    const first = yield Promise.resolve(value(this.k));
    try {
      yield Promise.reject(new Error(drift(later("caught"))));
    } catch (error) {
      return [first, value(error.message)];
    }
  });
  return [await native, await counts(log)];
}
