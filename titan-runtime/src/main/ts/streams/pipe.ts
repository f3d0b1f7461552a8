/** Pipes of the host (`BytePipe` on the Java side): how the bytes of a stream leave the isolate. */

/** What the host offers for them. None of these throws; a pipe that is over takes nothing. */
export interface PipeHost {
  /** Opens a pipe that lives as long as its invocation; one of none (0) outlives all of them. @returns its number */
  openPipe(invocation: number): number;
  /** Adds a chunk, a text as UTF-8. The operation `pipe.room` waits until the host has taken enough of what was written before. */
  writePipe(invocation: number, pipe: number, chunk: string | ArrayBuffer | ArrayBufferView): void;
  endPipe(invocation: number, pipe: number): void;
  /** The rest cannot be had. `failure`, as `encodeFailure` has it, is given for the body of an answer: while nothing of that is sent it becomes the answer, later it is logged. */
  failPipe(invocation: number, pipe: number, failure?: string): void;
}
