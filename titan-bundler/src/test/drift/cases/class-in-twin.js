export default function main() {
  const Base = drift(op(class { hi() { return "hi " + drift(op(this.name)); } }));
  const made = class extends drift(op(Base)) {
    name = "n";
    hi() { return super.hi() + "!"; }
  };
  return [new made().hi(), made.name];
}
