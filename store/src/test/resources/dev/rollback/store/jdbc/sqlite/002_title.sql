ALTER TABLE board ADD COLUMN title TEXT;

INSERT INTO board (task, title) VALUES ('a', ';');
