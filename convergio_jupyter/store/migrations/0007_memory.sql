CREATE TABLE facts (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    teacher TEXT NOT NULL,
    conversation TEXT NOT NULL,
    turn TEXT NOT NULL,
    course TEXT NOT NULL,
    reach TEXT NOT NULL,
    created REAL NOT NULL,
    updated REAL NOT NULL
);
CREATE INDEX facts_by_time ON facts (account, updated);
CREATE INDEX facts_by_kind ON facts (account, kind, updated);
ALTER TABLE conversations ADD COLUMN summary TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN summary_reach TEXT NOT NULL DEFAULT 'machine';
ALTER TABLE conversations ADD COLUMN summarised REAL NOT NULL DEFAULT 0;
CREATE TABLE findable (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    ref TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE UNIQUE INDEX findable_by_ref ON findable (account, kind, ref);
-- sqlite only
CREATE VIRTUAL TABLE findable_words USING fts5 (
    words, content = 'findable', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
-- sqlite only
CREATE TRIGGER findable_added AFTER INSERT ON findable BEGIN
    INSERT INTO findable_words (rowid, words) VALUES (new.id, new.words); END;
-- sqlite only
CREATE TRIGGER findable_taken AFTER DELETE ON findable BEGIN
    INSERT INTO findable_words (findable_words, rowid, words) VALUES ('delete', old.id, old.words); END;
-- sqlite only
CREATE TRIGGER findable_changed AFTER UPDATE ON findable BEGIN
    INSERT INTO findable_words (findable_words, rowid, words) VALUES ('delete', old.id, old.words); INSERT INTO findable_words (rowid, words) VALUES (new.id, new.words); END;
-- postgres only
ALTER TABLE findable ADD COLUMN vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED;
-- postgres only
CREATE INDEX findable_by_words ON findable USING gin (vector);
