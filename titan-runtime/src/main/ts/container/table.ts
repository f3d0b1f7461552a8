/** What can be called by name: the public methods of services, each with what validates its arguments. */
import {
  type AccessRule, type AppProperty, type Context, factsOf, isRecording, isThenable, pathOf, PermissionError, PromiseResolve, PromiseThen, type RateRule, recordedCall, type SchemaResult, ServiceNotFoundError, type StandardSchema, start,
  ValidationError, withContext, withinCall,
} from 'titan:kernel';
import { type Description, describe } from './description';
import type { Faults } from './faults';
import type { Instances } from './instances';
import { Lookup } from './lookup';
import type { Node } from './modules';
import { nameOf } from './providers';

/** A public method. */
export interface Callable {
  /** `orders@1.0.0.findById` */
  label: string;
  node: Node;
  /** What is called. Where another class or a factory makes the instance, it is known when there is one. */
  body: Function;
  /** The method's name, where `body` is that of the instance and not of the service's class. */
  replaced: string | undefined;
  /** What the arguments go through. A library may compile a schema when it is asked for its `standard`, so that is asked for once. */
  inputs: { index: number; schema: StandardSchema; standard: StandardSchema['~standard'] }[];
  output: StandardSchema['~standard'] | undefined;
  /** What `body` is called on, kept from the first call on where all calls have the same. */
  self: unknown;
  /** Who may call it, and how often: for those who let clients call. */
  auth: AccessRule | undefined;
  rate: RateRule | undefined;
}

/** A service by its id. */
export interface Found {
  entry: ServiceEntry;
  node: Node;
  methods: Map<string, Callable>;
  properties: ReadonlyMap<string, { readonly: boolean }>;
  /** Who may read and write those. */
  auth: AccessRule | undefined;
}

export interface ServiceEntry {
  id: string;
  name: string;
  version: string;
  methods: string[];
}

type Field = { path: string; message: string; code?: string };

const described = (node: Node): string => `${nameOf(node.type ?? node.token)} of module ${node.module.name}`;

export class Table {
  readonly #services = new Lookup<Found>();
  readonly entries: ServiceEntry[] = [];

  constructor(nodes: readonly Node[], faults: Faults) {
    const providers = new Map<string, Node>();
    for (const node of nodes) {
      const type = serviceOf(node);
      const facts = type && factsOf(type);
      if (facts?.service === undefined) continue;
      const { id, name, version } = facts.service;
      const first = providers.get(id);
      if (first !== undefined) {
        faults.add('DUPLICATE_SERVICE', `${id} is the service of two providers, ${described(first)} and ${described(node)}; give one of them another name or version`);
        continue;
      }
      providers.set(id, node);
      const methods = new Map<string, Callable>();
      for (const [method, { open, parameters, input, output, auth = facts.auth, rate }] of facts.methods) {
        if (!open) continue;
        const inputs: Callable['inputs'] = [];
        const take = (index: number, schema: StandardSchema | undefined): void => {
          if (schema !== undefined) inputs.push({ index, schema, standard: schema['~standard'] });
        };
        take(0, input);
        parameters.forEach((parameter, index) => take(index, parameter.schema));
        const body = (type!.prototype as Record<string, Function>)[method];
        const replaced = type === node.type ? undefined : method;
        methods.set(method, { label: `${id}.${method}`, node, body, replaced, inputs, output: output?.['~standard'], self: undefined, auth, rate });
      }
      const entry = { id, name, version, methods: [...methods.keys()].sort() };
      this.#services.add(name, version, { entry, node, methods, properties: facts.properties, auth: facts.auth });
      this.entries.push(entry);
    }
    this.entries.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** What a service's id, its name with a range, or its name and a method's name lead to; undefined for whatever is no public method. */
  find(service: string, method: string): Callable | undefined {
    return this.#services.find(service)?.methods.get(method);
  }

  /** A public property of a service. */
  property(instances: Instances, service: string, name: string): AppProperty | undefined {
    const found = this.#services.find(service);
    const property = found?.properties.get(name);
    if (found === undefined || property === undefined) return undefined;
    const instance = (): Record<string, unknown> => instances.of(found.node) as Record<string, unknown>;
    return {
      label: `${found.entry.id}.${name}`,
      auth: found.auth,
      rate: undefined,
      get: () => instance()[name],
      set(value) {
        if (property.readonly) throw new PermissionError(`${name} can only be read`, { service, method: name });
        instance()[name] = value;
      },
    };
  }

  /** A service for those who ask what it is. */
  describe(service: string): Description | undefined {
    const found = this.#services.find(service);
    return found === undefined ? undefined : describe(found);
  }

  /** All of them, in the order of their ids. */
  describeAll(): Description[] {
    return this.entries.map(({ id }) => describe(this.#services.find(id)!));
  }

  /**
   * Calls a public method as a client does: what its schemas make of the arguments is what its body gets.
   *
   * @throws ServiceNotFoundError for whatever is no public method of a service
   * @throws ValidationError when an argument does not fit
   */
  call(instances: Instances, id: unknown, method: unknown, given: readonly unknown[]): Promise<unknown> {
    const callable = this.find(id as string, method as string);
    if (callable === undefined) {
      return Promise.reject(new ServiceNotFoundError(`${String(id)} has no public method ${String(method)}, or is not there`, { service: String(id), method: String(method) }));
    }
    return new Promise((resolve, reject) => this.begin(instances, callable, given, resolve, reject));
  }

  /** The same for what {@link find} has found; one of the two is called, once, before this returns if nothing waits. */
  begin(instances: Instances, callable: Callable, given: readonly unknown[], done: (value: unknown) => void, failed: (reason: unknown) => void): void {
    if (isRecording()) {
      const call = recordedCall(callable.label);
      const tell = (isFailure: boolean, then: (outcome: unknown) => void) => (outcome: unknown): void => {
        call.ended(isFailure, outcome);
        then(outcome);
      };
      this.#begin(instances, callable, given, call.context, tell(false, done), tell(true, failed));
    } else this.#begin(instances, callable, given, withinCall(), done, failed);
  }

  #begin(instances: Instances, callable: Callable, given: readonly unknown[], caller: Context, done: (value: unknown) => void, failed: (reason: unknown) => void): void {
    const { inputs, output } = callable;
    const ended = output === undefined ? done : (value: unknown): void => void this.#output(callable, output, value, caller).then(done, failed);
    const run = (args: unknown[]): void => {
      withContext(caller, () => {
        const self = callable.self ?? own(instances, callable);
        start(
          callable.body,
          self,
          args,
          (value) => {
            if (isThenable(value)) PromiseThen(PromiseResolve(value), ended, failed);
            else ended(value);
          },
          failed,
        );
      });
    };
    try {
      if (inputs.length === 0) run([...given]);
      else this.#validate(callable, given, caller, run, failed);
    } catch (e) {
      failed(e);
    }
  }

  #validate(callable: Callable, given: readonly unknown[], caller: Context | null, run: (args: unknown[]) => void, failed: (reason: unknown) => void): void {
    const valid = [...given];
    const fields: Field[] = [];
    const { inputs, label } = callable;
    const from = (first: number): void => {
      for (let i = first; i < inputs.length; i++) {
        const { index, standard } = inputs[i];
        const take = (result: SchemaResult): void => {
          if (result.issues === undefined) valid[index] = result.value;
          else fields.push(...fieldsOf(result, String(index)));
        };
        const checked = withContext(caller, () => standard.validate(valid[index]));
        if (isThenable(checked)) {
          PromiseThen(
            PromiseResolve(checked),
            (result) => {
              try {
                take(result);
                from(i + 1);
              } catch (e) {
                failed(e);
              }
            },
            failed,
          );
          return;
        }
        take(checked);
      }
      if (fields.length > 0) failed(new ValidationError(`the arguments of ${label} do not fit what it declares`, fields));
      else run(valid);
    };
    from(0);
  }

  async #output(callable: Callable, standard: StandardSchema['~standard'], result: unknown, caller: Context | null): Promise<unknown> {
    const checked = withContext(caller, () => standard.validate(result));
    const valid = isThenable(checked) ? await checked : checked;
    if (valid.issues === undefined) return valid.value;
    // The fault is the service's own: no client is told.
    const fields = fieldsOf(valid, 'result');
    throw new Error(`${callable.label} returned what does not fit its output schema: ${fields.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
  }
}

/** The class whose service a provider is: its own, or the one that it is provided for. */
function serviceOf({ kind, type, token }: Node): Function | undefined {
  return kind === 'existing' ? undefined : [type, token].find((each): each is Function => typeof each === 'function' && factsOf(each)?.service !== undefined);
}

/** The instance that a call is for. */
function own(instances: Instances, callable: Callable): unknown {
  const instance = instances.of(callable.node);
  if (callable.replaced !== undefined) callable.body = (instance as Record<string, Function>)[callable.replaced];
  if (callable.node.scope === 'singleton') callable.self = instance;
  return instance;
}

function fieldsOf(result: SchemaResult, at: string): Field[] {
  return (result.issues ?? []).map((issue) => {
    const inner = pathOf(issue);
    const field: Field = { path: inner === '' ? at : `${at}.${inner}`, message: issue.message };
    if (typeof issue.code === 'string') field.code = issue.code;
    return field;
  });
}
