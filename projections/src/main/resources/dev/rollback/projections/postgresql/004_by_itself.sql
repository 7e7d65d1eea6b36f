-- Policies that do not say, and what a task was forked from; what became of checkpoints; which failure a rollback answers.
-- All made again from the log.
DROP TABLE view_task;
CREATE TABLE view_task (
  task TEXT COLLATE "C" PRIMARY KEY,
  first_position BIGINT NOT NULL,
  listed BIGINT NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  status_text TEXT COLLATE "C",
  error_message TEXT COLLATE "C",
  error_cause TEXT COLLATE "C",
  depends_on BYTEA NOT NULL,
  parent TEXT COLLATE "C",
  tag TEXT COLLATE "C",
  worked_on BIGINT NOT NULL,
  rollback_enabled BIGINT NOT NULL,
  rollback_on_failure BIGINT,
  epoch_required BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  position BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by TEXT COLLATE "C",
  forked_from TEXT COLLATE "C",
  forked_seq BIGINT
);
CREATE INDEX view_task_listed ON view_task (listed, first_position);
CREATE INDEX view_task_status ON view_task (status, first_position);
CREATE INDEX view_task_tag ON view_task (tag, listed, first_position);

ALTER TABLE view_checkpoint ADD COLUMN closed TEXT COLLATE "C";
ALTER TABLE view_checkpoint ADD COLUMN closed_position BIGINT;
ALTER TABLE view_checkpoint ADD COLUMN closed_at BIGINT;

CREATE TABLE view_checkpoint_hold (
  checkpoint TEXT COLLATE "C" NOT NULL,
  since BIGINT NOT NULL,
  since_time BIGINT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (checkpoint, since)
);

ALTER TABLE view_rollback ADD COLUMN failed_task TEXT COLLATE "C";
ALTER TABLE view_rollback ADD COLUMN failed_seq BIGINT;
DELETE FROM view_component;
DELETE FROM view_checkpoint;
DELETE FROM view_token WHERE view IN ('tasks', 'checkpoints');
