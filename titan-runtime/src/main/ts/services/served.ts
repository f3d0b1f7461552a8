/** The app's container as the wire sees it. */
import { appContainer as container } from './app';
import type { AccessRule, RateRule } from './metadata';

/** A public method. */
export interface AppCallable {
  /** `orders@1.0.0.findById` */
  readonly label: string;
  readonly auth: AccessRule | undefined;
  readonly rate: RateRule | undefined;
}

/** A public field of a service. */
export interface AppProperty extends AppCallable {
  get(): unknown;
  /** @throws PermissionError when it can only be read */
  set(value: unknown): void;
}

export interface ServedContainer {
  /** What a client's names lead to; undefined for whatever it cannot call. */
  find(service: string, method: string): AppCallable | undefined;
  /** Calls it; one of the two is called, once. */
  begin(callable: AppCallable, args: readonly unknown[], done: (value: unknown) => void, failed: (reason: unknown) => void): void;
  property(service: string, name: string): AppProperty | undefined;
  definition(service: string): { id: string; meta: object } | undefined;
  discovery(): object[];
}

/** The container of the generation whose code runs, undefined when the app has no services. */
export function servedContainer(): ServedContainer | undefined {
  return container() as ServedContainer | undefined;
}
