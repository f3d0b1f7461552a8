// The types of services and their container. Written by titan: what is changed here is lost.

declare namespace Titan {
  /** What can be called with new, and the classes that only others extend. */
  type Class<T = object> = abstract new (...args: any[]) => T;

  /** Names a provider: its class, or what `createToken` made, a string or a symbol for what has no class. */
  type Token<T = unknown> = Class<T> | InjectionToken<T> | string | symbol;

  /** Stands for what has no class: an interface, a setting. Two of one name are two. */
  interface InjectionToken<T> {
    /** For messages. */
    readonly name: string;
    readonly type?: T;
  }

  /** How long an instance lives: as long as its container (the default), for one injection, for one invocation of an action. */
  type Scope = 'singleton' | 'transient' | 'request';

  /** What makes the instance for a token. `multi`: all of a module that have the token and `multi` are injected as one array, as they are listed. */
  type Provider<T = any> =
    | Class<T>
    | { provide: Token<T>; useClass: Class<T>; scope?: Scope; multi?: boolean }
    | { provide: Token<T>; useValue: T; multi?: boolean }
    /** May return a promise with the scope singleton. `inject`: tokens of its parameters. */
    | { provide: Token<T>; useFactory: (...args: any[]) => T | PromiseLike<T>; inject?: readonly (Token | { token: Token; optional?: boolean })[]; scope?: Scope; multi?: boolean }
    | { provide: Token<T>; useExisting: Token<T>; multi?: boolean };

  interface ModuleOptions {
    /** Modules whose exports its providers may need. */
    imports?: readonly (Class | DynamicModule | PromiseLike<DynamicModule>)[];
    providers?: readonly Provider[];
    /** What modules that import it may need: tokens of its own providers or of those that it imports, and modules that it imports. */
    exports?: readonly (Token | DynamicModule | PromiseLike<DynamicModule>)[];
    /** Whether every module may need its exports without importing it. */
    global?: boolean;
  }

  /** A module that is configured where it is imported: what a static method such as `forRoot` returns, or a promise of it. Adds to what `@Module` says of the class. */
  interface DynamicModule extends ModuleOptions {
    module: Class;
  }

  /** Providers, made and begun in order. */
  interface Container {
    /**
     * Makes every singleton after those that it needs and waits for its `onInit` before the next is made, then calls every `onStart`. Of providers that could be next the
     * one that is declared first is. Called again, it gives the same promise. Hooks belong to no request; they await and drift.
     *
     * Rejects with ContainerError; what had begun has had its `onStop` and `onDestroy` then.
     */
    start(): Promise<this>;
    /** Refuses further `call`s, waits for those under way, then calls every `onStop` and every `onDestroy` in reverse order. Failures are logged. Never rejects. */
    stop(): Promise<void>;
    /**
     * What the root module gets for a token.
     * @throws ContainerError before it has started, and for what the root module neither declares nor imports
     */
    get<T>(token: Class<T> | InjectionToken<T>): T;
    get<T = unknown>(token: string | symbol): T;
    /**
     * Calls a public method of a service, which is named by its id: `call('orders@1.0.0', 'findById', ['7'])`. The method gets what its schemas make of the arguments.
     *
     * Rejects with ValidationError when an argument does not fit; HttpError 404 for whatever is no public method of the very class, 503 while stopping; what the method throws.
     */
    call<T = any>(service: string, method: string, args?: readonly unknown[]): Promise<T>;
    /** What it is made of, as plain data: `order` names its singletons as they were begun. */
    describe(): {
      order: string[];
      providers: { name: string; module: string; kind: 'class' | 'value' | 'factory' | 'existing'; scope: Scope; needs: string[] }[];
      services: { id: string; name: string; version: string; methods: string[] }[];
    };
  }

  interface ContainerOptions {
    /** How long one constructor, factory or hook may take, and `stop` waits for calls, in milliseconds: 1 to 2,147,483,647, 30,000 by default. */
    hookTimeoutMs?: number;
  }
}

declare module 'titan' {
  export type Token<T = unknown> = Titan.Token<T>;
  export type InjectionToken<T> = Titan.InjectionToken<T>;
  export type Scope = Titan.Scope;
  export type Provider<T = any> = Titan.Provider<T>;
  export type ModuleOptions = Titan.ModuleOptions;
  export type DynamicModule = Titan.DynamicModule;
  export type Container = Titan.Container;
  export type ContainerOptions = Titan.ContainerOptions;

  /**
   * The class is a service: its public methods are called as `name@version`. The version is one of Semantic Versioning 2.0.0 (semver.org) without build metadata.
   * @throws TypeError for any other id, or an unknown scope
   */
  export function Service(id: string, options?: { scope?: Titan.Scope }): ClassDecorator;
  /** The class can be made by a container, which reads the types of its constructor's parameters. */
  export function Injectable(options?: { scope?: Titan.Scope }): ClassDecorator;
  /** The class stands for a module. @throws TypeError for an unknown option */
  export function Module(options?: Titan.ModuleOptions): ClassDecorator;
  /** Before a parameter of the constructor: what it gets. A parameter whose type is a class needs none. */
  export function Inject(token: Titan.Token): ParameterDecorator;
  /** Before a parameter of the constructor: undefined is as good where no provider is. */
  export function Optional(): ParameterDecorator;
  /** The method can be called by name; no other can. In process it stays the method that it is. */
  export function Public(): MethodDecorator & PropertyDecorator;
  /** Before a field: clients can read it, and write it unless it is `readonly`. */
  export function Public(options: { readonly?: boolean }): PropertyDecorator;
  /**
   * Before a parameter of a method: the schema that its argument goes through when the method is called by name. Before a method: the schema of its first argument, or of that (`input`)
   * and of its result (`output`).
   */
  export function Validate(schema: Titan.StandardSchema<any, any>): ParameterDecorator & MethodDecorator;
  export function Validate(schemas: { input?: Titan.StandardSchema<any, any>; output?: Titan.StandardSchema<any, any> }): MethodDecorator;

  /** The method is called as the method `onInit` is: when the instance is made and all that it needs has had its own. */
  export function OnInit(): MethodDecorator;
  export interface OnInit {
    onInit(): unknown;
  }
  /** The method is called as the method `onStart` is: when every `onInit` has ended. */
  export function OnStart(): MethodDecorator;
  export interface OnStart {
    onStart(): unknown;
  }
  /** The method is called as the method `onStop` is: before that of whatever it needs. */
  export function OnStop(): MethodDecorator;
  export interface OnStop {
    onStop(): unknown;
  }
  /** The method is called as the method `onDestroy` is: when every `onStop` has ended. */
  export function OnDestroy(): MethodDecorator;
  export interface OnDestroy {
    onDestroy(): unknown;
  }

  /** A token for what has no class. @throws TypeError for an empty name */
  export function createToken<T>(name: string): Titan.InjectionToken<T>;

  /**
   * A container that has not started.
   *
   * @param root a module, or the providers of a module of their own
   * @throws TypeError for what is neither, or an unknown option; RangeError for a time out of bounds
   */
  export function createContainer(root: Titan.Class | Titan.DynamicModule | readonly Titan.Provider[], options?: Titan.ContainerOptions): Titan.Container;

  /** What is wrong with a container: all of it, a line each. */
  export class ContainerError extends Error {
    private constructor();
    /** What kind of fault it is, the first one's where there are several; docs/reference/services.md lists them. */
    readonly code: string;
    /** The name of the provider that failed while the container began. */
    readonly provider: string | undefined;
    /** `constructor`, `factory` or the hook that failed. */
    readonly phase: string | undefined;
  }

  /** `t.log` for injection: its lines carry `service`, the name of the service, or of the class, that it is injected into. */
  export class Logger {
    constructor(fields?: Record<string, unknown>);
    debug(message: unknown, fields?: Record<string, unknown>): void;
    info(message: unknown, fields?: Record<string, unknown>): void;
    warn(message: unknown, fields?: Record<string, unknown>): void;
    error(message: unknown, fields?: Record<string, unknown>): void;
    /** One that adds these fields to every line. */
    child(fields: Record<string, unknown>): Logger;
  }
  /** `t.fetch` for injection. */
  export class HttpClient {
    readonly fetch: Titan.Host['fetch'];
  }
}
