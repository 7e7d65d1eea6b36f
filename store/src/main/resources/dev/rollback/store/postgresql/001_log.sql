-- Text is compared by its bytes, as ids are everywhere else. The head is one row that every append updates in place.
CREATE TABLE store_head (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  position BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  recorded_at BIGINT NOT NULL
) WITH (fillfactor = 10);
INSERT INTO store_head (id, position, hash, recorded_at) VALUES (1, 0, decode(repeat('00', 32), 'hex'), 0);

CREATE TABLE event (
  position BIGINT PRIMARY KEY,
  stream TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  revision TEXT COLLATE "C" NOT NULL,
  payload BYTEA NOT NULL,
  metadata BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  UNIQUE (stream, seq)
);

CREATE TABLE task_head (
  task TEXT COLLATE "C" PRIMARY KEY,
  seq BIGINT NOT NULL,
  first_position BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  state_hash TEXT COLLATE "C" NOT NULL,
  events_since_snapshot BIGINT NOT NULL,
  bytes_since_snapshot BIGINT NOT NULL
);

CREATE TABLE dependency (
  task TEXT COLLATE "C" NOT NULL,
  depends_on TEXT COLLATE "C" NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (task, depends_on, since)
);
CREATE INDEX dependency_on ON dependency (depends_on);

CREATE TABLE checkpoint (
  id TEXT COLLATE "C" PRIMARY KEY,
  task TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  position BIGINT NOT NULL,
  failed BIGINT NOT NULL
);
CREATE INDEX checkpoint_task ON checkpoint (task, seq);

CREATE TABLE request (
  id TEXT COLLATE "C" PRIMARY KEY,
  body_hash TEXT COLLATE "C" NOT NULL,
  first_position BIGINT NOT NULL,
  last_position BIGINT NOT NULL
);

CREATE TABLE lease (
  task TEXT COLLATE "C" PRIMARY KEY,
  epoch BIGINT NOT NULL,
  holder TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE snapshot (
  stream TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  codec BIGINT NOT NULL,
  state BYTEA NOT NULL,
  PRIMARY KEY (stream, seq)
);

CREATE TABLE view_token (
  view TEXT COLLATE "C" PRIMARY KEY,
  position BIGINT NOT NULL
);
