/** The client as it is written into projects: for browsers, Node, Bun and Deno. */
import * as errors from '../errors';
import { Client, type ClientOptions } from './client';
import { type Fetch, platform, type WebSocket } from './platform';
import type { Answer, ClientErrors, Environment } from './environment';

export * from '../errors';

interface StandaloneOptions extends ClientOptions {
  fetch?: Fetch;
  WebSocket?: new (url: string) => WebSocket;
}

export function createClient(address: string | { readonly href: string }, options: StandaloneOptions = {}): Client {
  const decoder = new platform.TextDecoder();
  const encoder = new platform.TextEncoder();
  const environment: Environment = {
    errors: errors as unknown as ClientErrors,
    decodeUtf8: (bytes) => decoder.decode(bytes),
    encodeUtf8: (text) => encoder.encode(text),
    async post(url, headers, body, signal): Promise<Answer> {
      const answer = await (options.fetch ?? platform.fetch)(url, { method: 'POST', headers, body, signal });
      return { status: answer.status, type: answer.headers.get('content-type') ?? '', bytes: new Uint8Array(await answer.arrayBuffer()) };
    },
    openSocket: (url) => new (options.WebSocket ?? platform.WebSocket)(url),
    left: () => Infinity,
    traceparent: () => undefined,
  };
  return Client.connect(environment, String(address), options);
}
