-- 1380074830 = 0x5242454E, "RBEN": tells a store from any other SQLite file
PRAGMA application_id = 1380074830;

CREATE TABLE store_head (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  position    INTEGER NOT NULL,
  hash        BLOB    NOT NULL,
  recorded_at INTEGER NOT NULL
);
INSERT INTO store_head (id, position, hash, recorded_at) VALUES (1, 0, zeroblob(32), 0);

CREATE TABLE event (
  position    INTEGER PRIMARY KEY,
  stream      TEXT    NOT NULL,
  seq         INTEGER NOT NULL,
  unit        INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  revision    TEXT    NOT NULL,
  payload     BLOB    NOT NULL,
  metadata    BLOB    NOT NULL,
  hash        BLOB    NOT NULL,
  UNIQUE (stream, seq)
);

CREATE TABLE task_head (
  task                  TEXT PRIMARY KEY,
  seq                   INTEGER NOT NULL,
  first_position        INTEGER NOT NULL,
  last_position         INTEGER NOT NULL,
  status                TEXT    NOT NULL,
  epoch                 INTEGER NOT NULL,
  state_hash            TEXT    NOT NULL,
  events_since_snapshot INTEGER NOT NULL,
  bytes_since_snapshot  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE dependency (
  task       TEXT    NOT NULL,
  depends_on TEXT    NOT NULL,
  since      INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  PRIMARY KEY (task, depends_on, since)
) WITHOUT ROWID;
CREATE INDEX dependency_on ON dependency (depends_on);

CREATE TABLE checkpoint (
  id       TEXT PRIMARY KEY,
  task     TEXT    NOT NULL,
  seq      INTEGER NOT NULL,
  position INTEGER NOT NULL,
  failed   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX checkpoint_task ON checkpoint (task, seq);

CREATE TABLE request (
  id             TEXT PRIMARY KEY,
  body_hash      TEXT    NOT NULL,
  first_position INTEGER NOT NULL,
  last_position  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE lease (
  task   TEXT PRIMARY KEY,
  epoch  INTEGER NOT NULL,
  holder TEXT    NOT NULL,
  at     INTEGER NOT NULL
) WITHOUT ROWID;

-- with rowid: states are large, and large rows do not belong into an index tree
CREATE TABLE snapshot (
  stream TEXT    NOT NULL,
  seq    INTEGER NOT NULL,
  codec  INTEGER NOT NULL,
  state  BLOB    NOT NULL,
  PRIMARY KEY (stream, seq)
);

CREATE TABLE view_token (
  view     TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) WITHOUT ROWID;
