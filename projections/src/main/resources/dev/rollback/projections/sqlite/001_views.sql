-- A task as it is now. Title, status and the like are taken out of its TASK_STATE, so that a list reads this table alone.
CREATE TABLE view_task (
  task                TEXT PRIMARY KEY,
  first_position      INTEGER NOT NULL,
  listed              INTEGER NOT NULL,
  title               TEXT    NOT NULL,
  status              TEXT    NOT NULL,
  status_text         TEXT,
  error_message       TEXT,
  error_cause         TEXT,
  depends_on          BLOB    NOT NULL,
  parent              TEXT,
  tag                 TEXT,
  worked_on           INTEGER NOT NULL,
  rollback_enabled    INTEGER NOT NULL,
  rollback_on_failure INTEGER NOT NULL,
  epoch_required      INTEGER NOT NULL,
  epoch               INTEGER NOT NULL,
  seq                 INTEGER NOT NULL,
  position            INTEGER NOT NULL,
  updated_at          INTEGER NOT NULL,
  updated_by          TEXT
) WITHOUT ROWID;
CREATE INDEX view_task_listed ON view_task (listed, first_position);
CREATE INDEX view_task_status ON view_task (status, first_position);
CREATE INDEX view_task_tag ON view_task (tag, listed, first_position);

-- With rowid: contents are large, and large rows do not belong into an index tree.
CREATE TABLE view_component (
  task      TEXT NOT NULL,
  component TEXT NOT NULL,
  content   BLOB NOT NULL,
  PRIMARY KEY (task, component)
);

CREATE TABLE view_checkpoint (
  position        INTEGER PRIMARY KEY,
  checkpoint      TEXT    NOT NULL UNIQUE,
  task            TEXT    NOT NULL,
  phase           TEXT    NOT NULL,
  step            INTEGER,
  label           TEXT,
  description     TEXT,
  state           TEXT    NOT NULL,
  task_status     TEXT    NOT NULL,
  on_current_line INTEGER NOT NULL,
  schema_version  TEXT    NOT NULL,
  state_hash      TEXT    NOT NULL,
  parent          TEXT,
  epoch           INTEGER NOT NULL,
  seq             INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  created_by      TEXT,
  metadata        BLOB    NOT NULL
);
CREATE INDEX view_checkpoint_task ON view_checkpoint (task, position);

CREATE TABLE view_rollback (
  first_position     INTEGER PRIMARY KEY,
  rollback           TEXT    NOT NULL UNIQUE,
  status             TEXT    NOT NULL,
  scope              BLOB    NOT NULL,
  cut                INTEGER,
  reason             TEXT    NOT NULL,
  note               TEXT    NOT NULL,
  metadata           BLOB    NOT NULL,
  events_compensated INTEGER,
  digest             TEXT,
  code               TEXT,
  error              TEXT,
  started_at         INTEGER NOT NULL,
  ended_at           INTEGER NOT NULL,
  actor              TEXT,
  request_id         TEXT,
  position           INTEGER NOT NULL
);

-- The tasks of a rollback: what became of each; of a refused one only which it would have been.
CREATE TABLE view_rollback_task (
  task              TEXT    NOT NULL,
  rollback_position INTEGER NOT NULL,
  position          INTEGER NOT NULL,
  checkpoint        TEXT,
  target_seq        INTEGER,
  epoch             INTEGER,
  hash_before       TEXT,
  hash_after        TEXT,
  PRIMARY KEY (task, rollback_position)
) WITHOUT ROWID;
CREATE INDEX view_rollback_task_rollback ON view_rollback_task (rollback_position, position);

CREATE TABLE view_rollback_metadata (
  name              TEXT    NOT NULL,
  value             TEXT    NOT NULL,
  rollback_position INTEGER NOT NULL,
  PRIMARY KEY (name, value, rollback_position)
) WITHOUT ROWID;

-- Whose a checkpoint is: a refused rollback may name nothing but a checkpoint.
CREATE TABLE view_rollback_checkpoint (
  checkpoint TEXT PRIMARY KEY,
  task       TEXT NOT NULL
) WITHOUT ROWID;
