-- Where a rollback left the task's line, so that checkpoints can be shown as they were. The view is made again from the log.
ALTER TABLE view_rollback_task ADD COLUMN current_checkpoint TEXT COLLATE "C";
DELETE FROM view_rollback_checkpoint;
DELETE FROM view_rollback_metadata;
DELETE FROM view_rollback_task;
DELETE FROM view_rollback;
DELETE FROM view_token WHERE view = 'rollbacks';
