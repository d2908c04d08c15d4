CREATE TABLE classes (
    code TEXT PRIMARY KEY,
    course TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    created REAL NOT NULL,
    paused INTEGER NOT NULL,
    exam INTEGER NOT NULL,
    message TEXT NOT NULL,
    message_at REAL NOT NULL
);
CREATE TABLE learners (
    id TEXT PRIMARY KEY,
    class TEXT NOT NULL,
    account TEXT NOT NULL UNIQUE,
    nickname TEXT NOT NULL,
    folded TEXT NOT NULL,
    return_code TEXT NOT NULL,
    lang TEXT NOT NULL,
    joined REAL NOT NULL,
    seen REAL NOT NULL,
    UNIQUE (class, folded)
);
