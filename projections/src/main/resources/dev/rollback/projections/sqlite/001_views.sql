CREATE TABLE view_task (
  task TEXT PRIMARY KEY,
  born INTEGER NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  status_text TEXT,
  error BLOB,
  depends_on BLOB NOT NULL,
  parent TEXT,
  tag TEXT,
  worked_on INTEGER NOT NULL,
  policy BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT
);
CREATE INDEX view_task_born ON view_task (born);
CREATE INDEX view_task_status ON view_task (status, born);
CREATE INDEX view_task_tag ON view_task (tag, born);

CREATE TABLE view_component (
  task TEXT NOT NULL,
  component TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (task, component)
);

CREATE TABLE view_checkpoint (
  id TEXT PRIMARY KEY,
  task TEXT NOT NULL,
  position INTEGER NOT NULL,
  parent TEXT,
  state TEXT NOT NULL,
  on_line INTEGER NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX view_checkpoint_newest ON view_checkpoint (position);
CREATE INDEX view_checkpoint_task ON view_checkpoint (task, position);

CREATE TABLE view_rollback (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX view_rollback_newest ON view_rollback (position);

CREATE TABLE view_rollback_task (
  rollback TEXT NOT NULL,
  task TEXT NOT NULL,
  position INTEGER NOT NULL,
  document BLOB,
  PRIMARY KEY (rollback, task)
);
CREATE INDEX view_rollback_task_newest ON view_rollback_task (task, position);

CREATE TABLE view_rollback_metadata (
  rollback TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (rollback, name)
);
CREATE INDEX view_rollback_metadata_value ON view_rollback_metadata (name, value);
