-- A task as it is now. Title, status and the like are taken out of its TASK_STATE, so that a list reads this table alone.
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
  rollback_on_failure BIGINT NOT NULL,
  epoch_required BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  position BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by TEXT COLLATE "C"
);
CREATE INDEX view_task_listed ON view_task (listed, first_position);
CREATE INDEX view_task_status ON view_task (status, first_position);
CREATE INDEX view_task_tag ON view_task (tag, listed, first_position);

CREATE TABLE view_component (
  task TEXT COLLATE "C" NOT NULL,
  component TEXT COLLATE "C" NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (task, component)
);

CREATE TABLE view_checkpoint (
  position BIGINT PRIMARY KEY,
  checkpoint TEXT COLLATE "C" NOT NULL UNIQUE,
  task TEXT COLLATE "C" NOT NULL,
  phase TEXT COLLATE "C" NOT NULL,
  step BIGINT,
  label TEXT COLLATE "C",
  description TEXT COLLATE "C",
  state TEXT COLLATE "C" NOT NULL,
  task_status TEXT COLLATE "C" NOT NULL,
  on_current_line BIGINT NOT NULL,
  schema_version TEXT COLLATE "C" NOT NULL,
  state_hash TEXT COLLATE "C" NOT NULL,
  parent TEXT COLLATE "C",
  epoch BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT COLLATE "C",
  metadata BYTEA NOT NULL
);
CREATE INDEX view_checkpoint_task ON view_checkpoint (task, position);

CREATE TABLE view_rollback (
  first_position BIGINT PRIMARY KEY,
  rollback TEXT COLLATE "C" NOT NULL UNIQUE,
  status TEXT COLLATE "C" NOT NULL,
  scope BYTEA NOT NULL,
  cut BIGINT,
  reason TEXT COLLATE "C" NOT NULL,
  note TEXT COLLATE "C" NOT NULL,
  metadata BYTEA NOT NULL,
  events_compensated BIGINT,
  digest TEXT COLLATE "C",
  code TEXT COLLATE "C",
  error TEXT COLLATE "C",
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  actor TEXT COLLATE "C",
  request_id TEXT COLLATE "C",
  position BIGINT NOT NULL
);

-- The tasks of a rollback: what became of each; of a refused one only which it would have been.
CREATE TABLE view_rollback_task (
  task TEXT COLLATE "C" NOT NULL,
  rollback_position BIGINT NOT NULL,
  position BIGINT NOT NULL,
  checkpoint TEXT COLLATE "C",
  target_seq BIGINT,
  epoch BIGINT,
  hash_before TEXT COLLATE "C",
  hash_after TEXT COLLATE "C",
  PRIMARY KEY (task, rollback_position)
);
CREATE INDEX view_rollback_task_rollback ON view_rollback_task (rollback_position, position);

CREATE TABLE view_rollback_metadata (
  name TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL,
  rollback_position BIGINT NOT NULL,
  PRIMARY KEY (name, value, rollback_position)
);

-- Whose a checkpoint is: a refused rollback may name nothing but a checkpoint.
CREATE TABLE view_rollback_checkpoint (
  checkpoint TEXT COLLATE "C" PRIMARY KEY,
  task TEXT COLLATE "C" NOT NULL
);
