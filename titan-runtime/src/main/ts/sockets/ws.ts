/** `t.ws`: the sockets of the app from anywhere in it, whichever worker each belongs to. Everything is done when it is called; the outcome can be drifted. */
import { host, operation, givenOptions } from 'titan:kernel';
import { codeOf, messageOf, reasonOf, roomOf } from './message';
import { sending, Socket } from './socket';

function idOf(label: string, socket: unknown): string {
  if (typeof socket === 'string') return socket;
  if (socket instanceof Socket) return socket.id;
  throw new TypeError(`${label}: expected a socket or its id, not ${socket === null ? 'null' : `a ${typeof socket}`}`);
}

function done<T>(label: string, value: T): PromiseLike<T> {
  return operation({ label, name: 'ws', args: [], local: () => value }) as PromiseLike<T>;
}

function exceptOf(options: unknown): string[] {
  const { except } = givenOptions('t.ws.broadcast', options);
  if (except === undefined) return [];
  return (Array.isArray(except) ? except : [except]).map((one) => idOf('t.ws.broadcast: except', one));
}

export const ws = {
  send(socket: unknown, data: unknown): PromiseLike<unknown> {
    const id = idOf('t.ws.send', socket);
    return sending('t.ws.send', id, host.socketSend(id, messageOf('t.ws.send', data)));
  },
  broadcast(room: unknown, data: unknown, options?: unknown): PromiseLike<number> {
    const label = 't.ws.broadcast';
    const all = arguments.length === 1;
    const message = messageOf(label, all ? room : data);
    return done(label, host.socketBroadcast(all || room === null ? undefined : roomOf(label, room), message, ...exceptOf(options)));
  },
  join(socket: unknown, room: unknown): PromiseLike<boolean> {
    return done('t.ws.join', host.socketJoin(idOf('t.ws.join', socket), roomOf('t.ws.join', room)));
  },
  leave(socket: unknown, room: unknown): PromiseLike<boolean> {
    return done('t.ws.leave', host.socketLeave(idOf('t.ws.leave', socket), roomOf('t.ws.leave', room)));
  },
  close(socket: unknown, code?: unknown, reason?: unknown): PromiseLike<boolean> {
    const label = 't.ws.close';
    return done(label, host.socketClose(idOf(label, socket), codeOf(label, code), reasonOf(label, reason)));
  },
  rooms(socket: unknown): PromiseLike<string[]> {
    return done('t.ws.rooms', JSON.parse(host.socketRooms(idOf('t.ws.rooms', socket))) as string[]);
  },
  members(room?: unknown): PromiseLike<string[]> {
    const name = room === undefined ? undefined : roomOf('t.ws.members', room);
    return done('t.ws.members', JSON.parse(host.socketMembers(name)) as string[]);
  },
  count(room?: unknown): PromiseLike<number> {
    const name = room === undefined ? undefined : roomOf('t.ws.count', room);
    return done('t.ws.count', (JSON.parse(host.socketMembers(name)) as string[]).length);
  },
};
