-- What became of a checkpoint: the last rollback to it (its position, 0 for none), held, and no longer offered
-- ('ARCHIVED' or 'PRUNED').
CREATE TABLE checkpoint_mark (
  checkpoint TEXT COLLATE "C" PRIMARY KEY,
  used       BIGINT  NOT NULL,
  held       INTEGER NOT NULL,
  closed     TEXT COLLATE "C" NOT NULL
);
INSERT INTO checkpoint_mark (checkpoint, used, held, closed)
SELECT target.id, MAX(event.position), 0, ''
FROM event, json_array_elements_text(convert_from(event.payload, 'UTF8')::json -> 'scope' -> 'checkpoints') AS target (id)
WHERE event.name = 'rollback.RollbackRequested'
GROUP BY target.id;

-- Who may go back to a checkpoint, and until when that is to be believed. Not part of the log.
CREATE TABLE checkpoint_lease (
  checkpoint TEXT COLLATE "C" NOT NULL,
  lease      TEXT COLLATE "C" NOT NULL,
  holder     TEXT COLLATE "C" NOT NULL,
  until      BIGINT NOT NULL,
  PRIMARY KEY (checkpoint, lease)
);

-- Failures whose rollback by itself is still to come.
CREATE TABLE due_rollback (
  task TEXT COLLATE "C" PRIMARY KEY,
  seq  BIGINT NOT NULL
);

-- How often a task went back by itself to a checkpoint since it was last completed.
CREATE TABLE automatic_rollback (
  task       TEXT COLLATE "C" NOT NULL,
  checkpoint TEXT COLLATE "C" NOT NULL,
  times      BIGINT NOT NULL,
  PRIMARY KEY (task, checkpoint)
);

-- Work of an ended epoch, counted. Not part of the log, which has the first of each kind.
CREATE TABLE refused_work (
  task  TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  work  TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  times BIGINT NOT NULL,
  last  BIGINT NOT NULL,
  PRIMARY KEY (task, epoch, work, actor)
);
