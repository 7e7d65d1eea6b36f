-- Policies that do not say, and what a task was forked from; what became of checkpoints; which failure a rollback answers.
-- All made again from the log.
DROP TABLE view_task;
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
  rollback_on_failure INTEGER,
  epoch_required      INTEGER NOT NULL,
  epoch               INTEGER NOT NULL,
  seq                 INTEGER NOT NULL,
  position            INTEGER NOT NULL,
  updated_at          INTEGER NOT NULL,
  updated_by          TEXT,
  forked_from         TEXT,
  forked_seq          INTEGER
) WITHOUT ROWID;
CREATE INDEX view_task_listed ON view_task (listed, first_position);
CREATE INDEX view_task_status ON view_task (status, first_position);
CREATE INDEX view_task_tag ON view_task (tag, listed, first_position);

ALTER TABLE view_checkpoint ADD COLUMN closed TEXT;
ALTER TABLE view_checkpoint ADD COLUMN closed_position INTEGER;
ALTER TABLE view_checkpoint ADD COLUMN closed_at INTEGER;

CREATE TABLE view_checkpoint_hold (
  checkpoint TEXT NOT NULL,
  since INTEGER NOT NULL,
  since_time INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (checkpoint, since)
) WITHOUT ROWID;

ALTER TABLE view_rollback ADD COLUMN failed_task TEXT;
ALTER TABLE view_rollback ADD COLUMN failed_seq INTEGER;
DELETE FROM view_component;
DELETE FROM view_checkpoint;
DELETE FROM view_token WHERE view IN ('tasks', 'checkpoints');
