import { writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { exchange } from './http.mjs';

const LIMIT_MS = 15_000;
const CLIENTS = 8;

/** Asks over one connection that is kept. Rejects when there is no answer, or its status is not 200. */
async function ask(agent, port, path) {
  const { status, text } = await exchange(port, { method: 'GET', path }, { agent });
  if (status !== 200) throw new Error(`status ${status}`);
  return JSON.parse(text);
}

const connection = () => new Agent({ keepAlive: true, maxSockets: 1 });

/** Saves files one after the other and tells of each how many milliseconds it took until an answer came of it. */
export class Saves {
  #reloader;
  #folder;
  #count;
  #port;
  #agent = connection();
  #save = 0;

  constructor(reloader, folder, count, port) {
    this.#reloader = reloader;
    this.#folder = folder;
    this.#count = count;
    this.#port = port;
  }

  /** One save, of each action in turn. @returns milliseconds from before the file was written to the end of the first answer of the new code */
  async next() {
    const save = ++this.#save;
    const i = save % this.#count;
    const begun = performance.now();
    writeFileSync(join(this.#folder, this.#reloader.file(i)), this.#reloader.action(i, save));
    while (performance.now() - begun < LIMIT_MS) {
      try {
        const answer = await ask(this.#agent, this.#port, `/actions/a${i}`);
        if (answer.save === save) return performance.now() - begun;
      } catch {
        // The port is closed while a server starts again.
      }
      // Not more often: whoever asks without a pause takes the processor from what is measured.
      await pause(1);
    }
    throw new Error(`save ${save} was not live after ${LIMIT_MS} ms`);
  }

  /** Asks for a file that is not saved meanwhile over several connections at once, until told to stop. @returns a function that stops, and tells {answered, lost} */
  load() {
    let over = false;
    const counts = { answered: 0, lost: 0 };
    const client = async () => {
      const agent = connection();
      while (!over) {
        try {
          const answer = await ask(agent, this.#port, `/actions/a${this.#count - 1}`);
          if (answer.action !== this.#count - 1) throw new Error('an answer of something else');
          counts.answered++;
        } catch {
          counts.lost++;
          await pause(1);
        }
      }
      agent.destroy();
    };
    const clients = Array.from({ length: CLIENTS }, client);
    return async () => {
      over = true;
      await Promise.all(clients);
      return counts;
    };
  }

  close() {
    this.#agent.destroy();
  }
}
