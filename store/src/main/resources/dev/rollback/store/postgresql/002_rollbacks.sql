-- Without a default: an older program, which does not give it, is to fail and not to leave it wrong.
ALTER TABLE task_head ADD COLUMN changed_position BIGINT;
UPDATE task_head SET changed_position = COALESCE(
  (SELECT position FROM event
   WHERE stream = 'task/' || task AND name <> 'task.CheckpointCreated' ORDER BY event.seq DESC LIMIT 1),
  first_position);
ALTER TABLE task_head ALTER COLUMN changed_position SET NOT NULL;
CREATE INDEX task_head_changed ON task_head (changed_position);
CREATE INDEX task_head_running ON task_head (task) WHERE status = 'RUNNING';

CREATE TABLE subtask (
  task TEXT COLLATE "C" NOT NULL,
  parent TEXT COLLATE "C" NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (task, parent, since)
);
CREATE INDEX subtask_parent ON subtask (parent);

CREATE TABLE undo (
  rollback TEXT COLLATE "C" NOT NULL,
  undone_by TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (rollback, position)
);

-- What the index still lacks of events that are older than it. A subtask's parent is inside a folded state.
CREATE TABLE index_gap (name TEXT COLLATE "C" PRIMARY KEY);
INSERT INTO index_gap (name) SELECT 'subtask' FROM store_head WHERE position > 0;
