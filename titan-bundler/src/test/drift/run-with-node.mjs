// Runs the cases, or generated programs, under node: a quicker loop than the tests of the module.
// <tests.mjs> is index.ts of this folder, bundled by esbuild as an ES module.
//   node --allow-natives-syntax --experimental-vm-modules run-with-node.mjs <tests.mjs> [filter] [--force] [--programs=N] [--seed=N]
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { pathToFileURL } from "node:url";

const [testsFile, filter = ""] = process.argv.slice(2).filter((a) => !a.startsWith("--"));
const { Harness, compile, drift: runtime, program } = await import(pathToFileURL(path.resolve(testsFile)).href);
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

async function compare(name, source, runs) {
  harness.becomePlain();
  const expected = harness.plain(await evaluate(name, source));
  for (let i = 0; i < 20; i++) await turn();
  const code = compile(source, force);
  const problems = [];
  let parks = 0;
  for (const seed of [1, 2, 3]) {
    harness.becomeCompiled(seed);
    const outcomes = harness.compiled(await evaluate(name, code), runs);
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

const count = Number(/--programs=(\d+)/.exec(process.argv.join(" "))?.[1] ?? 0);
const first = Number(/--seed=(\d+)/.exec(process.argv.join(" "))?.[1] ?? 1);
if (count > 0) {
  let wrong = 0;
  for (let seed = first; seed < first + count; seed++) {
    const source = program(seed);
    let problems;
    try {
      problems = await compare(`program-${seed}`, source, seed % 2 ? 1 : 3);
    } catch (error) {
      problems = [error.stack];
    }
    problems = problems.filter((problem) => problem !== "parked");
    if (problems.length > 0) {
      wrong++;
      console.log(`seed ${seed}: ${problems[0].slice(0, 600)}`);
      if (count === 1) console.log(source);
    }
  }
  console.log(`${count - wrong} of ${count} programs`);
  process.exit(wrong > 0 ? 1 : 0);
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
