CREATE TABLE cards (
    account TEXT NOT NULL,
    id TEXT NOT NULL,
    lesson TEXT NOT NULL,
    front TEXT NOT NULL,
    back TEXT NOT NULL,
    state TEXT NOT NULL,
    due REAL NOT NULL,
    PRIMARY KEY (account, id)
);
CREATE INDEX cards_by_due ON cards (account, due);
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    card TEXT NOT NULL,
    rating INTEGER NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX reviews_by_account ON reviews (account, id);
