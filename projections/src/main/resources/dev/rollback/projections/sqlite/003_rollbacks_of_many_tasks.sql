-- What a rollback of many tasks says of each, which rollback undoes which, and which checkpoints were targets. Made again
-- from the log.
ALTER TABLE view_rollback_task ADD COLUMN dragged_by TEXT;
ALTER TABLE view_rollback_task ADD COLUMN components BLOB;
ALTER TABLE view_rollback ADD COLUMN undoes TEXT;
CREATE INDEX view_rollback_undoes ON view_rollback (undoes, first_position);
CREATE TABLE view_rollback_target (
  checkpoint        TEXT    NOT NULL,
  rollback_position INTEGER NOT NULL,
  PRIMARY KEY (checkpoint, rollback_position)
) WITHOUT ROWID;
DELETE FROM view_rollback_checkpoint;
DELETE FROM view_rollback_metadata;
DELETE FROM view_rollback_task;
DELETE FROM view_rollback;
DELETE FROM view_checkpoint;
DELETE FROM view_token WHERE view IN ('rollbacks', 'checkpoints');
