CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    course TEXT NOT NULL,
    lesson TEXT NOT NULL,
    exercise TEXT NOT NULL,
    kind TEXT NOT NULL,
    share REAL NOT NULL,
    assisted INTEGER NOT NULL,
    level INTEGER NOT NULL,
    skills TEXT NOT NULL,
    given TEXT NOT NULL,
    report TEXT NOT NULL,
    created REAL NOT NULL
);
CREATE INDEX attempts_by_exercise ON attempts (account, lesson, exercise, id);
CREATE INDEX attempts_by_course ON attempts (course, created);
CREATE TABLE drafts (
    account TEXT NOT NULL,
    lesson TEXT NOT NULL,
    exercise TEXT NOT NULL,
    text TEXT NOT NULL,
    updated REAL NOT NULL,
    PRIMARY KEY (account, lesson, exercise)
);
