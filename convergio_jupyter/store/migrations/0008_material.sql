CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX passages_by_path ON passages (path);
CREATE TABLE material (
    path TEXT PRIMARY KEY,
    signature TEXT NOT NULL
);
