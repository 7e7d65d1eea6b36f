-- What became of a checkpoint: the last rollback to it (its position, 0 for none), held, and no longer offered
-- ('ARCHIVED' or 'PRUNED').
CREATE TABLE checkpoint_mark (
  checkpoint TEXT PRIMARY KEY,
  used       INTEGER NOT NULL,
  held       INTEGER NOT NULL,
  closed     TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO checkpoint_mark (checkpoint, used, held, closed)
SELECT target.value, MAX(event.position), 0, ''
FROM event, json_each(CAST(event.payload AS TEXT), '$.scope.checkpoints') AS target
WHERE event.name = 'rollback.RollbackRequested'
GROUP BY target.value;

-- Who may go back to a checkpoint, and until when that is to be believed. Not part of the log.
CREATE TABLE checkpoint_lease (
  checkpoint TEXT NOT NULL,
  lease      TEXT NOT NULL,
  holder     TEXT NOT NULL,
  until      INTEGER NOT NULL,
  PRIMARY KEY (checkpoint, lease)
) WITHOUT ROWID;

-- Failures whose rollback by itself is still to come.
CREATE TABLE due_rollback (
  task TEXT PRIMARY KEY,
  seq  INTEGER NOT NULL
) WITHOUT ROWID;

-- How often a task went back by itself to a checkpoint since it was last completed.
CREATE TABLE automatic_rollback (
  task       TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  times      INTEGER NOT NULL,
  PRIMARY KEY (task, checkpoint)
) WITHOUT ROWID;

-- Work of an ended epoch, counted. Not part of the log, which has the first of each kind.
CREATE TABLE refused_work (
  task  TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  work  TEXT NOT NULL,
  actor TEXT NOT NULL,
  times INTEGER NOT NULL,
  last  INTEGER NOT NULL,
  PRIMARY KEY (task, epoch, work, actor)
) WITHOUT ROWID;
