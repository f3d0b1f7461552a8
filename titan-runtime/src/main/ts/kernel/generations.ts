/** The versions of the app that are loaded, and what each can read of its configuration. */
import { currentInvocation } from './current';
import { type Environment, environment } from './environment';
import { JSONParse, MapDelete, MapGet, MapSet } from './primordials';

/** One version of the app. */
export interface Generation {
  number: number;
  env: Environment;
  config: Record<string, unknown>;
  /** The number of its services, 0 when it has none. */
  services: number;
}

const generations = new Map<number, Generation>();
let entered: Generation = make(0, { env: {}, withheld: [], config: {}, services: 0 });

/** What the host tells of a generation. */
interface Settings {
  env: Record<string, string>;
  /** The names of the variables that the app may not read. */
  withheld: string[];
  config: Record<string, unknown>;
  services?: number;
}

function make(number: number, settings: Settings): Generation {
  return { number, env: environment(settings.env, settings.withheld), config: settings.config, services: settings.services ?? 0 };
}

/** Called by the host: code that belongs to no invocation is of this generation from now on. @param settingsText given the first time */
export function enterGeneration(number: number, settingsText: string | undefined): void {
  let generation = MapGet(generations, number);
  if (generation === undefined) {
    generation = settingsText === undefined ? { ...entered, number } : make(number, JSONParse(settingsText) as Settings);
    MapSet(generations, number, generation);
  }
  entered = generation;
}

/** No invocation of the generation will begin any more. @returns the generation, undefined when it was never entered */
export function forgetGeneration(number: number): Generation | undefined {
  const generation = MapGet(generations, number);
  MapDelete(generations, number);
  return generation;
}

/** A generation that was entered. */
export function generationOf(number: number): Generation | undefined {
  return MapGet(generations, number);
}

/** The generation whose code runs. */
export function currentGeneration(): Generation {
  return currentInvocation()?.generation ?? entered;
}

/** The generation of code that belongs to no invocation. */
export function enteredGeneration(): Generation {
  return entered;
}
