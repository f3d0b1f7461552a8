/** The providers of a container and what each needs, checked and in order. */
import { CacheService, ConfigService, Database, EventBus, HttpClient, Logger, Scheduler } from 'titan:kernel';
import type { Faults } from './faults';
import { type Modules, type Node, visible } from './modules';
import { nameOf, type Need } from './providers';

/** What is there without a module that declares it. */
export const BUILT_IN: readonly unknown[] = [Logger, ConfigService, Database, CacheService, EventBus, Scheduler, HttpClient];

/** Where a need is declared, as messages begin. */
const place = (node: Node, need: Need): string => `${nameOf(node.type ?? node.token)} (module ${node.module.name}): ${need.label}`;

/**
 * Finds what meets each need, and puts providers after what they need; of those that could be next, the one that is declared first is.
 *
 * @throws ContainerError with all that is wrong
 */
export function order(modules: Modules, faults: Faults): Node[] {
  for (const node of modules.nodes) {
    node.edges = node.needs.map((need) => link(modules, node, need, faults));
  }
  faults.refuse();
  const sorted = sort(modules.nodes, faults);
  faults.refuse();
  for (const node of sorted) checkScope(node, faults);
  faults.refuse();
  return sorted;
}

function link(modules: Modules, node: Node, need: Need, faults: Faults): Node['edges'][number] {
  const none = { many: false, targets: [] };
  if (need.token === undefined) {
    if (!need.optional) faults.add('NO_TOKEN', `${place(node, need)} says nothing of what to inject; write @Inject(token) before it${need.place}`);
    return none;
  }
  const targets = visible(modules, node.module, need.token);
  if (targets.length > 0) return { many: targets[0].multi, targets };
  if (BUILT_IN.includes(need.token) || need.optional) return none;
  const name = nameOf(need.token);
  const hidden = modules.nodes.find((each) => each.token === need.token);
  if (hidden === undefined) {
    faults.add('UNDECLARED', `${place(node, need)} needs ${name}, which no module declares; add it to the providers of module ${node.module.name}${need.place}`);
  } else if (hidden.module.exports.has(need.token)) {
    faults.add('NOT_IMPORTED', `${place(node, need)} needs ${name}, which module ${hidden.module.name} exports; add ${hidden.module.name} to the imports of module ${node.module.name}${need.place}`);
  } else {
    faults.add('NOT_EXPORTED', `${place(node, need)} needs ${name}, which is private to module ${hidden.module.name}; add ${name} to its exports${need.place}`);
  }
  return none;
}

const targetsOf = (node: Node): Node[] => node.edges.flatMap((edge) => edge.targets);

function sort(nodes: readonly Node[], faults: Faults): Node[] {
  const waiting = new Map<Node, Set<Node>>();
  const dependants = new Map<Node, Node[]>();
  for (const node of nodes) {
    const targets = new Set(targetsOf(node));
    waiting.set(node, targets);
    for (const target of targets) dependants.set(target, [...(dependants.get(target) ?? []), node]);
  }
  const sorted: Node[] = [];
  // By declaration: the first that waits for nothing is next.
  const ready = nodes.filter((node) => waiting.get(node)!.size === 0);
  while (ready.length > 0) {
    const node = ready.shift()!;
    sorted.push(node);
    waiting.delete(node);
    for (const dependant of dependants.get(node) ?? []) {
      const left = waiting.get(dependant)!;
      left.delete(node);
      if (left.size === 0) insert(ready, dependant);
    }
  }
  if (waiting.size > 0) {
    const cycle = cycleOf([...waiting.keys()][0], waiting);
    faults.add('CYCLE', `providers need each other: ${cycle.map((node) => nameOf(node.token)).join(' → ')}; have one of them take what both need from a third`);
  }
  return sorted;
}

function insert(ready: Node[], node: Node): void {
  let low = 0;
  for (let high = ready.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (ready[middle].order < node.order) low = middle + 1;
    else high = middle;
  }
  ready.splice(low, 0, node);
}

/** A cycle that is reached from a node that could not be put in order: each such has one ahead of it. */
function cycleOf(from: Node, waiting: Map<Node, Set<Node>>): Node[] {
  const path: Node[] = [];
  let node = from;
  while (!path.includes(node)) {
    path.push(node);
    [node] = waiting.get(node)!;
  }
  return [...path.slice(path.indexOf(node)), node];
}

/** What lives as long as the container must not keep what lives as long as an invocation, directly or through what is made anew for it. */
function checkScope(node: Node, faults: Faults): void {
  if (node.scope !== 'singleton' || node.kind === 'existing') return;
  node.edges.forEach((edge, i) => {
    for (const target of edge.targets) {
      const way = wayToRequest(target);
      if (way === undefined) continue;
      const chain = way.length > 1 ? ` (by ${way.map((each) => nameOf(each.token)).join(' → ')})` : '';
      faults.add('SCOPE', `${place(node, node.needs[i])} needs ${nameOf(way[way.length - 1].token)}${chain}, which lives as long as one invocation, and ${nameOf(node.token)} as long as the container; give ${nameOf(node.token)} the scope 'request' too${node.needs[i].place}`);
    }
  });
}

function wayToRequest(node: Node): Node[] | undefined {
  if (node.scope === 'request' && node.kind !== 'existing') return [node];
  // A singleton between the two has a fault of its own.
  if (node.scope === 'singleton' && node.kind !== 'existing') return undefined;
  for (const target of targetsOf(node)) {
    const way = wayToRequest(target);
    if (way !== undefined) return [node, ...way];
  }
  return undefined;
}
