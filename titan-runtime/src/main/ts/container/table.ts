/** What can be called by name: the public methods of services, each with what validates its arguments. */
import { type Context, context, factsOf, isThenable, pathOf, type SchemaResult, ServiceNotFoundError, type StandardSchema, start, ValidationError, withContext } from 'titan:kernel';
import type { Faults } from './faults';
import type { Instances } from './instances';
import { Lookup } from './lookup';
import type { Node } from './modules';
import { nameOf } from './providers';

interface Callable {
  label: string;
  node: Node;
  body: Function;
  inputs: { index: number; schema: StandardSchema }[];
  output: StandardSchema | undefined;
}

export interface ServiceEntry {
  id: string;
  name: string;
  version: string;
  methods: string[];
}

type Field = { path: string; message: string; code?: string };

export class Table {
  readonly #services = new Lookup<Map<string, Callable>>();
  readonly entries: ServiceEntry[] = [];

  constructor(nodes: readonly Node[], faults: Faults) {
    for (const node of nodes) {
      const facts = node.type === undefined ? undefined : factsOf(node.type);
      if (facts?.service === undefined) continue;
      const { id, name, version } = facts.service;
      if (this.#services.has(id)) {
        faults.add('DUPLICATE_SERVICE', `${id} is the service of two providers, ${nameOf(node.type)} of module ${node.module.name} is the second; give it another name or version`);
        continue;
      }
      const methods = new Map<string, Callable>();
      for (const [method, { open, parameters, input, output }] of facts.methods) {
        if (!open) continue;
        const inputs = input === undefined ? [] : [{ index: 0, schema: input }];
        parameters.forEach((parameter, index) => {
          if (parameter.schema !== undefined) inputs.push({ index, schema: parameter.schema });
        });
        const body = (node.type!.prototype as Record<string, Function>)[method];
        methods.set(method, { label: `${id}.${method}`, node, body, inputs, output });
      }
      this.#services.add(name, version, methods);
      this.entries.push({ id, name, version, methods: [...methods.keys()].sort() });
    }
    this.entries.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /**
   * Calls a public method as a client does: what its schemas make of the arguments is what its body gets.
   *
   * @param id with a version, a range of versions, or the name alone: see `Lookup`
   * @throws ServiceNotFoundError for whatever is no public method of a service
   * @throws ValidationError when an argument does not fit
   */
  async call(instances: Instances, id: unknown, method: unknown, given: readonly unknown[]): Promise<unknown> {
    const callable = this.#services.find(id)?.get(method as string);
    if (callable === undefined) throw new ServiceNotFoundError(`no public method ${String(method)} of a service ${String(id)}`);
    const caller = context();
    let args = given;
    if (callable.inputs.length > 0) {
      const valid = [...given];
      const fields: Field[] = [];
      for (const { index, schema } of callable.inputs) {
        const checked = withContext(caller, () => schema['~standard'].validate(valid[index]));
        const result = isThenable(checked) ? await checked : checked;
        if (result.issues === undefined) valid[index] = result.value;
        else fields.push(...fieldsOf(result, String(index)));
      }
      if (fields.length > 0) throw new ValidationError(`the arguments of ${callable.label} do not fit what it declares`, fields);
      args = valid;
    }
    const result = await withContext(caller, () => new Promise((resolve, reject) => void start(callable.body, instances.of(callable.node), [...args], resolve, reject)));
    return callable.output === undefined ? result : this.#output(callable, callable.output, result, caller);
  }

  async #output(callable: Callable, schema: StandardSchema, result: unknown, caller: Context | null): Promise<unknown> {
    const checked = withContext(caller, () => schema['~standard'].validate(result));
    const valid = isThenable(checked) ? await checked : checked;
    if (valid.issues === undefined) return valid.value;
    // The fault is the service's own: no client is told.
    const fields = fieldsOf(valid, 'result');
    throw new Error(`${callable.label} returned what does not fit its output schema: ${fields.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
  }
}

function fieldsOf(result: SchemaResult, at: string): Field[] {
  return (result.issues ?? []).map((issue) => {
    const inner = pathOf(issue);
    const field: Field = { path: inner === '' ? at : `${at}.${inner}`, message: issue.message };
    if (typeof issue.code === 'string') field.code = issue.code;
    return field;
  });
}
