-- tables of a view, as another module brings them
CREATE TABLE board (task TEXT PRIMARY KEY);
