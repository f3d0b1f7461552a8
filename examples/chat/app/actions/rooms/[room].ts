import { defineSocket, HttpError, type Socket } from 'titan';

interface Member {
  name: string;
}

interface Line {
  from: string;
  text: string;
}

/** The last lines of a room, in the order in which they were said. */
function history(room: string): Line[] {
  return drift(t.db.query<Line>('SELECT sender AS "from", text FROM lines WHERE room = ? ORDER BY id DESC LIMIT 50', [room])).reverse();
}

function say(socket: Socket<Member>, line: Line): void {
  const room = String(socket.params.room);
  drift(t.db.exec('INSERT INTO lines (room, sender, text) VALUES (?, ?, ?)', [room, line.from, line.text]));
  drift(t.ws.broadcast(room, line));
}

export const socket = defineSocket<Member>({
  upgrade(request) {
    const name = request.query.name?.trim();
    if (!name || name.length > 40) throw new HttpError(400, 'say who you are: ?name=Ada, at most 40 characters');
    return { data: { name } };
  },
  open(socket) {
    const room = String(socket.params.room);
    for (const line of history(room)) drift(socket.send(line));
    socket.join(room);
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
  members: drift(t.ws.count(String(request.params.room))),
  lines: history(String(request.params.room)),
}));
