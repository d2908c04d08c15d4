CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created REAL NOT NULL,
    expires REAL NOT NULL,
    used REAL NOT NULL,
    revoked REAL NOT NULL
);
CREATE UNIQUE INDEX tokens_by_digest ON tokens (digest);
