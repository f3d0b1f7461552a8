CREATE TABLE lines (
  id INTEGER PRIMARY KEY,
  room TEXT NOT NULL,
  sender TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX lines_by_room ON lines (room, id);
