CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    title TEXT NOT NULL,
    teacher TEXT NOT NULL,
    created REAL NOT NULL,
    updated REAL NOT NULL
);
CREATE INDEX conversations_by_time ON conversations (account, updated);
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    teacher TEXT NOT NULL,
    text TEXT NOT NULL,
    turn TEXT NOT NULL,
    part INTEGER NOT NULL,
    position INTEGER NOT NULL,
    status TEXT NOT NULL,
    created REAL NOT NULL,
    beat REAL NOT NULL,
    extra TEXT NOT NULL
);
CREATE UNIQUE INDEX messages_by_turn ON messages (turn, role, part);
CREATE INDEX messages_by_conversation ON messages (conversation, id);
CREATE INDEX messages_by_position ON messages (conversation, position);
