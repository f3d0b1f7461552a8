import { defineSocket, HttpError, type Socket } from 'titan';

interface Member {
  name: string;
}

const kept = 50;
const key = (room: string): string => `chat/${room}`;

interface Line {
  from: string;
  text: string;
}

/** The last lines of a room. They are in the database, so that all workers know them, and the next process. */
function history(room: string): Line[] {
  return drift(t.kv.get(key(room))) ?? [];
}

function say(socket: Socket<Member>, line: Line): void {
  const { room } = socket.params;
  drift(t.kv.set(key(room as string), [...history(room as string), line].slice(-kept)));
  drift(t.ws.broadcast(room as string, line));
}

export const socket = defineSocket<Member>({
  upgrade(request) {
    const name = request.query.name?.trim();
    if (!name || name.length > 40) throw new HttpError(400, 'say who you are: ?name=Ada, at most 40 characters');
    return { data: { name } };
  },
  open(socket) {
    const { room } = socket.params;
    for (const line of history(room as string)) drift(socket.send(line));
    socket.join(room as string);
    say(socket, { from: '', text: `${socket.data.name} is here` });
  },
  message(socket, text) {
    if (typeof text !== 'string') return socket.close(1003, 'text only');
    say(socket, { from: socket.data.name, text });
  },
  close(socket) {
    say(socket, { from: '', text: `${socket.data.name} has left` });
  },
});

/** Who is in a room, and what was said last. */
export const GET = defineAction((request) => ({
  members: drift(t.ws.count(request.params.room as string)),
  lines: history(request.params.room as string),
}));
