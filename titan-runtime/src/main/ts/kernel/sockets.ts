/** Sockets of actions: what each event of one runs as. Definitions, handlers, rooms and `t.ws` are the part `sockets`. */
import { enter } from '../drift/index.ts';
import { encodeAnswer, takeStream } from '../http/answer';
import { encodeFailure } from '../http/failure';
import { Head } from '../http/head';
import { type Parameter, TitanRequest } from '../http/request';
import type { Definition } from '../sockets/socket';
import { conclude, end } from './answering';
import { Invocation } from './context';
import { enteredGeneration, type Generation } from './generations';
import { openOutbox } from './outbox';
import { part } from './parts';
import { noting } from './places';
import { MapDelete, MapGet, MapSet } from './primordials';

type Sockets = typeof import('../sockets');

/** The export of an action that makes sockets. */
export const SOCKET = 'socket';

interface SocketTarget {
  definition: Definition;
  parameters: Parameter[];
  generation: Generation;
}

const targets = new Map<number, SocketTarget>();

/** `defineSocket`: the definition itself. It is checked when the app is loaded. */
export function defineSocket(definition: unknown): unknown {
  return definition;
}

/** The answer of an `upgrade` that makes no socket. */
function encode(value: unknown): string {
  const answer = encodeAnswer(value);
  if (takeStream() !== undefined) throw new TypeError("the socket's upgrade cannot answer with a stream");
  return answer;
}

/** @throws TypeError for what is no definition of a socket */
export function registerSocket(target: number, exported: unknown, parameters: string): void {
  const definition = part<Sockets>('sockets').definitionOf(exported);
  MapSet(targets, target, { definition, parameters: JSON.parse(parameters) as Parameter[], generation: enteredGeneration() });
}

export function unregisterSocket(target: number): void {
  MapDelete(targets, target);
}

/**
 * Called by the host: tells a socket's handlers of an event.
 *
 * @param text as `invoke` takes it
 * @param event `upgrade`, `open`, `text`, `binary` or `close`
 * @param id of the socket
 * @param content of a message; the sub-protocol where one opens; code and reason where one closes, a line each
 * @returns as `invoke` does. The answer of `upgrade` is that to the request, with status 101 where it becomes a socket; of any other event it says whether the handler has failed.
 */
export function socketEvent(text: string, event: string, id: string, content: unknown): string {
  openOutbox();
  const head = new Head(text);
  const invocation = new Invocation(head.number, head.method);
  const outer = enter(invocation);
  try {
    const sockets = part<Sockets>('sockets');
    if (event === 'upgrade') {
      const { definition, parameters, generation } = MapGet(targets, head.target) as SocketTarget;
      invocation.generation = generation;
      sockets.upgrade(end, encode, invocation, id, definition, new TitanRequest(invocation, head, parameters, undefined), noting);
    } else {
      sockets.tell(end, invocation, id, event, content);
    }
  } catch (e) {
    invocation.answer = encodeFailure(e);
  } finally {
    enter(outer);
  }
  return conclude(invocation);
}
