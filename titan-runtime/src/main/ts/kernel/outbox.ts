/**
 * What JavaScript has for the host. A call of the host's costs more than most of what is told by it, so what a slice has to tell travels back as one text with the
 * result of the call that began it. Outside of such a call it is told at once.
 *
 * A text for the host is a series of records, each a line `kind number …` and, where the line ends with a length, that many characters: `s operation invocation name length`
 * starts an operation, `x operation` cancels one, `a invocation length` answers an invocation, `t operation length` has the
 * operation recorded that the next record starts, with its place in a trace as text, and `c 0 length` a call of a service that has ended.
 */
import { host } from './host';
import { lookForUnstarted } from './unstarted';

/** So many records wait at most, lest the first waits for a long slice to end: two of each that the host enters with together. */
const MOST = 32;

let open = false;
let text = '';
let records = 0;
/** What the host gets with the result of its last call. */
let given = '';

/** The host has called: until {@link closeOutbox}, what is to be told waits. */
export function openOutbox(): void {
  open = true;
  given = '';
}

/** The call of the host ends. @returns what has waited */
export function closeOutbox(): string {
  lookForUnstarted();
  open = false;
  return (given = take());
}

/** The host has ended its call from outside. @param heard whether it got the result all the same @returns what it has not heard */
export function resetOutbox(heard: boolean): string {
  open = false;
  return heard ? take() : given + take();
}

/** Tells the host what has waited, before something that needs it to know. */
export function flushOutbox(): void {
  lookForUnstarted();
  if (text !== '') host.post(take());
}

function take(): string {
  const taken = text;
  text = '';
  records = 0;
  return taken;
}

function tell(record: string): void {
  text += record;
  if (!open || ++records === MOST) flushOutbox();
}

/** Starts the operation of this name; its outcome comes by `settle`. */
export function startOperation(operation: number, invocation: number, name: string, args: string, bytes?: ArrayBuffer | ArrayBufferView): void {
  if (bytes === undefined) {
    tell(`s ${operation} ${invocation} ${name} ${args.length}\n${args}`);
    return;
  }
  flushOutbox();
  host.startOperation(operation, name, invocation, args, bytes);
}

/** Nobody waits for the operation any more: it is not settled. */
export function cancelOperation(operation: number): void {
  tell(`x ${operation}\n`);
}

/** Answers an invocation that had to wait. */
export function complete(invocation: number, answer: string, bytes: ArrayBuffer | ArrayBufferView | undefined): void {
  if (bytes === undefined) {
    tell(`a ${invocation} ${answer.length}\n${answer}`);
    return;
  }
  flushOutbox();
  host.complete(invocation, answer, bytes);
}

/** The operation that starts next is to be recorded, at this place in a trace. */
export function traceOperation(operation: number, place: string): void {
  tell(`t ${operation} ${place.length}\n${place}`);
}

/** A call of a service has ended that is to be recorded; the text is as the host's `Tracer` has it. */
export function recordCall(told: string): void {
  tell(`c 0 ${told.length}\n${told}`);
}
