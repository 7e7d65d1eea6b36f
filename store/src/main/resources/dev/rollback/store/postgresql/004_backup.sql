-- In a copy of a store to which nobody has written yet: when it was made. Else no row.
CREATE TABLE untouched_copy (
  id      BIGINT PRIMARY KEY CHECK (id = 1),
  made_at BIGINT NOT NULL
);
