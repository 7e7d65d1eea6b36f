-- Streams of which an event cannot be read: a view takes nothing in of them from that event on, and says so.
CREATE TABLE view_hidden_task (
  stream   TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE view_hidden_checkpoint (
  stream   TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE view_hidden_rollback (
  stream   TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) WITHOUT ROWID;
