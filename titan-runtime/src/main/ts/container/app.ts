/** The root of an app's container: its modules if it has some, else one that all classes of app/services belong to. */
import { type Declared, factsOf } from 'titan:kernel';
import { needsOf } from './providers';

/** The module that is there without anybody declaring it. */
class App {}

const HOOKS = ['onInit', 'onStart', 'onStop', 'onDestroy'];

/** @param declared the files by their paths, each with its classes in the order written */
export function appRoot(declared: readonly Declared[]): object {
  const classes = [...declared].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)).flatMap((each) => each.classes);
  const modules = classes.filter((type) => factsOf(type)?.module !== undefined);
  return modules.length > 0 ? { module: App, imports: topmost(modules) } : { module: App, providers: belonging(classes) };
}

/** The modules that no other of them imports. */
function topmost(modules: readonly Function[]): Function[] {
  const imported = new Set<unknown>();
  for (const type of modules) {
    for (const each of factsOf(type)!.module!.imports ?? []) imported.add(typeof each === 'object' && each !== null ? (each as { module?: unknown }).module : each);
  }
  const top = modules.filter((type) => !imported.has(type));
  // All import each other: the container says which.
  return top.length > 0 ? top : [...modules];
}

/** The classes that a container is to make before it serves: those with a decorator or a hook, and what they need. */
function belonging(classes: readonly Function[]): Function[] {
  const belongs = new Set<Function>();
  const add = (type: Function): void => {
    if (belongs.has(type)) return;
    belongs.add(type);
    for (const { token } of needsOf(type)) if (classes.includes(token as Function)) add(token as Function);
  };
  for (const type of classes) {
    const facts = factsOf(type);
    const hooks = (facts?.hooks.length ?? 0) > 0 || HOOKS.some((name) => typeof (type.prototype as Record<string, unknown>)[name] === 'function');
    if (facts?.injectable === true || hooks) add(type);
  }
  return classes.filter((type) => belongs.has(type));
}

/** The classes that belong together since there is no module: none when there is one. */
export function implied(declared: readonly Declared[]): Function[] {
  const classes = declared.flatMap((each) => each.classes);
  return classes.some((type) => factsOf(type)?.module !== undefined) ? [] : classes;
}

/** The services that no module declares. */
export function undeclared(declared: readonly Declared[], providers: ReadonlySet<unknown>): Function[] {
  return declared.flatMap(({ classes }) => classes).filter((type) => factsOf(type)?.service !== undefined && !providers.has(type));
}
