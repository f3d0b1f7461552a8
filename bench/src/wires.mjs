import {
  httpEnd,
  httpPost,
  httpText,
  lengthFirst,
  lengthFirstEnd,
  moleculerFrame,
  nestFrame,
  netronAnswer,
  netronCall,
  webSocketEnd,
  webSocketFrame,
  webSocketText,
  webSocketUpgrade,
  within,
} from './wire-bytes.mjs';

/*
 * How calls of add(i, 1) and their answers look on each kind of connection, with as little work as can be: what is sent is made once, and an
 * answer is a text that is looked up. A wire has
 *
 * many             whether one connection carries many calls at once; otherwise each has a connection of its own
 * hello            what is sent when the connection is open, or undefined
 * greeted(bytes)   how many of the first bytes of the server are no answers, or -1 while they have not all come
 * call(i)          the bytes of a call
 * answer(i)        the text of its answer
 * end(bytes, from) where the frame that begins there ends, or -1 while it has not come whole
 * text(bytes, from, end)  what of that frame is compared with answers, or undefined for a frame that answers nothing
 * callback(port)   the hello to a server that answers on a connection that it opens to that port, or undefined
 */

const CLIENT_ID = Buffer.from('{"type":"client-id","id":"bench","ext":[]}');

const plain = { many: true, greeted: () => 0 };
const http = { many: false, greeted: () => 0, end: httpEnd, text: httpText };
const webSocket = {
  many: true,
  greeted: (bytes) => httpHead(bytes),
  end: webSocketEnd,
  text: webSocketText,
};

function httpHead(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end >= 0 && !bytes.latin1Slice(0, 12).startsWith('HTTP/1.1 101')) throw new Error(`no WebSocket: ${bytes.latin1Slice(0, end)}`);
  return end < 0 ? -1 : end + 4;
}

/** Netron by TCP; `service(i)` is the id of the service that a call names. */
export const netronTcp = (service) => ({
  many: true,
  hello: lengthFirst(CLIENT_ID),
  greeted: (bytes) => lengthFirstEnd(bytes, 0),
  call: (i) => lengthFirst(netronCall(service(i), i)),
  answer: netronAnswer,
  end: lengthFirstEnd,
  text: (bytes, from, end) => bytes.latin1Slice(from + 4, end),
});

/** Netron by WebSocket. */
export const netronWebSocket = (service) => ({
  ...webSocket,
  hello: Buffer.concat([webSocketUpgrade('/netron'), webSocketFrame(2, CLIENT_ID)]),
  greeted(bytes) {
    const head = httpHead(bytes);
    return head < 0 ? -1 : webSocketEnd(bytes, head);
  },
  call: (i) => webSocketFrame(2, netronCall(service(i), i)),
  answer: netronAnswer,
});

/** Netron by HTTP with JSON. What an answer says of the time it took is not compared. */
export const netronHttp = (service) => ({
  ...http,
  call: (i) => httpPost('/netron/invoke', { id: i, service: service(i), method: 'add', input: [i, 1] }),
  answer: (i) => `{"id":${i},"success":true,"data":${i + 1},"hints":`,
  text(bytes, from, end) {
    const text = httpText(bytes, from, end);
    const hints = text.indexOf('"hints":');
    return hints < 0 ? text : text.slice(0, hints + 8);
  },
});

/** tRPC by WebSocket. */
export const trpcWebSocket = () => ({
  ...webSocket,
  hello: webSocketUpgrade('/'),
  call: (i) => webSocketFrame(1, Buffer.from(JSON.stringify({ id: i, method: 'mutation', params: { path: 'add', input: { a: i, b: 1 } } }))),
  answer: (i) => JSON.stringify({ id: i, result: { type: 'data', data: i + 1 } }),
});

/** tRPC by HTTP. */
export const trpcHttp = () => ({
  ...http,
  call: (i) => httpPost('/add', { a: i, b: 1 }),
  answer: (i) => JSON.stringify({ result: { data: i + 1 } }),
});

/** The gateway of Moleculer. */
export const moleculerHttp = () => ({ ...http, call: (i) => httpPost('/add', { a: i, b: 1 }), answer: (i) => String(i + 1) });

/** The TCP transport of NestJS microservices. */
export const nestTcp = () => ({
  ...plain,
  call: (i) => nestFrame({ pattern: 'add', data: { a: i, b: 1 }, id: String(i) }),
  answer: (i) => JSON.stringify({ response: i + 1, isDisposed: true, id: String(i) }),
  end(bytes, from) {
    const mark = bytes.indexOf('#', from);
    return mark < 0 ? -1 : within(bytes, mark + 1 + Number(bytes.latin1Slice(from, mark)));
  },
  text: (bytes, from, end) => bytes.latin1Slice(bytes.indexOf('#', from) + 1, end),
});

const MOLECULER = { request: 2, response: 3, hello: 8 };
let nodes = 0;

/** The TCP transporter of Moleculer, whose nodes send each on a connection of their own. Other frames than answers are gossip. Each wire is a node with a name of its own, since a node that is known stays where it was. */
export const moleculerTcp = (sender = `bench${++nodes}`) => ({
  ...plain,
  callback: (port) => moleculerFrame(MOLECULER.hello, sender, { host: '127.0.0.1', port }),
  call: (i) =>
    moleculerFrame(MOLECULER.request, sender, {
      id: String(i),
      action: 'calculator.add',
      params: { a: i, b: 1 },
      paramsType: 2,
      meta: {},
      headers: {},
      timeout: 0,
      level: 1,
      tracing: null,
      parentID: null,
      requestID: String(i),
      caller: null,
    }),
  answer: (i) => JSON.stringify({ id: String(i), meta: {}, headers: {}, success: true, data: i + 1, ver: '5', sender: 'server' }),
  end: (bytes, from) => (bytes.length - from < 6 ? -1 : within(bytes, from + bytes.readInt32BE(from + 1))),
  text: (bytes, from, end) => (bytes[from + 5] === MOLECULER.response ? bytes.latin1Slice(from + 6, end) : undefined),
});
