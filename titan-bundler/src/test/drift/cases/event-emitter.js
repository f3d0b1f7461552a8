class Emitter {
  #listeners = {};
  on(name, listener) {
    (this.#listeners[name] ??= []).push(listener);
    return this;
  }
  emit(name, ...args) {
    for (const listener of this.#listeners[name] ?? []) listener.apply(this, args);
  }
}
export default function main(log) {
  const emitter = new Emitter();
  emitter.on("x", (a) => log(drift(op(a)))).on("x", function (a) { log(this === emitter && drift(op(a + 1))); });
  emitter.emit("x", 1);
  return "done";
}
