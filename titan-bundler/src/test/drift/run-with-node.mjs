// Runs the cases, or generated programs, under node: a quicker loop than the tests of the module.
//   node --allow-natives-syntax --experimental-vm-modules run-with-node.mjs <pass.mjs> <runtime.mjs> <harness.mjs> [filter] [--force]
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { pathToFileURL } from "node:url";

const [passFile, runtimeFile, harnessFile, filter = ""] = process.argv.slice(2).filter((a) => !a.startsWith("--"));
const load = (file) => import(pathToFileURL(path.resolve(file)).href);
const { transform } = await load(passFile);
const runtime = await load(runtimeFile);
const { Harness } = await load(harnessFile);
const harness = new Harness(runtime, () => eval("%PerformMicrotaskCheckpoint()"));
const force = process.argv.includes("--force");

async function evaluate(name, code) {
  const module = new vm.SourceTextModule(code, { identifier: name });
  await module.link(() => {
    const names = Object.keys(runtime);
    return new vm.SyntheticModule(names, function () {
      for (const key of names) this.setExport(key, runtime[key]);
    });
  });
  await module.evaluate();
  return module.namespace.default;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
process.on("unhandledRejection", () => {});

export async function compare(name, source) {
  harness.becomePlain();
  const expected = harness.plain(await evaluate(name, source));
  for (let i = 0; i < 20; i++) await turn();
  const { code } = transform(source, { force });
  const problems = [];
  let parks = 0;
  for (const seed of [1, 2, 3]) {
    harness.becomeCompiled(seed);
    const outcomes = harness.compiled(await evaluate(name, code));
    for (let idle = 0; idle < 20; idle = harness.step() ? 0 : idle + 1) await turn();
    parks += harness.parks;
    for (const outcome of outcomes) {
      if (JSON.stringify(outcome) !== JSON.stringify(expected[0])) problems.push(`expected ${JSON.stringify(expected[0])}\n  but got ${JSON.stringify(outcome)}`);
    }
  }
  const parking = /^\/\/ parks/.test(source);
  if (!force && parking !== parks > 0) problems.push(parking ? "did not park" : "parked");
  return problems;
}

const folder = path.join(import.meta.dirname, "cases");
let failed = 0;
const files = fs.readdirSync(folder).filter((file) => file.includes(filter));
for (const file of files) {
  let problems;
  try {
    problems = await compare(file, fs.readFileSync(path.join(folder, file), "utf8"));
  } catch (error) {
    problems = [error.stack];
  }
  if (problems.length > 0) {
    failed++;
    console.log(`${file}: ${problems[0]}`);
  }
}
console.log(`${files.length - failed} of ${files.length} cases`);
process.exit(failed > 0 ? 1 : 0);
