CREATE TABLE profiles (
    account TEXT PRIMARY KEY,
    said TEXT NOT NULL,
    updated REAL NOT NULL
);
CREATE TABLE study_plans (
    account TEXT PRIMARY KEY,
    agreed TEXT NOT NULL,
    updated REAL NOT NULL
);
CREATE TABLE practice (
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (account, day)
);
