-- Streams of which an event cannot be read: a view takes nothing in of them from that event on, and says so.
CREATE TABLE view_hidden_task (
  stream   TEXT COLLATE "C" PRIMARY KEY,
  position BIGINT NOT NULL
);
CREATE TABLE view_hidden_checkpoint (
  stream   TEXT COLLATE "C" PRIMARY KEY,
  position BIGINT NOT NULL
);
CREATE TABLE view_hidden_rollback (
  stream   TEXT COLLATE "C" PRIMARY KEY,
  position BIGINT NOT NULL
);
