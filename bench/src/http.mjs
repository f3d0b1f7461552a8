import { Agent, request as send } from 'node:http';

/** Sends one request and reads the answer whole: {status, text}. Rejects when the connection fails. */
export function exchange(port, { method, path, headers, body }, { agent = false, signal } = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: '127.0.0.1', port, method, path, headers: withLength(headers, body), agent, signal }, (incoming) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode, text: Buffer.concat(chunks).toString() }));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** What is wrong with an answer, or undefined. */
export function mismatch(answer, expect) {
  if (answer.status !== expect.status) return `status ${answer.status}, not ${expect.status}: ${answer.text.slice(0, 200)}`;
  const wanted = expect.text ?? JSON.stringify(expect.json);
  if (answer.text !== wanted) return `body ${answer.text.slice(0, 200)}, not ${wanted}`;
  return undefined;
}

/** Sends a request over and over on one connection until stopped; `stop` resolves to the number of answers. */
export function repeat(port, request) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const abort = new AbortController();
  let answers = 0;
  const loop = (async () => {
    while (!abort.signal.aborted) {
      await exchange(port, request, { agent, signal: abort.signal });
      answers++;
    }
  })().catch((error) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    async stop() {
      abort.abort();
      await loop;
      agent.destroy();
      return answers;
    },
  };
}

function withLength(headers = {}, body) {
  return body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) };
}
