CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    request TEXT NOT NULL,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    amount_micro INTEGER NOT NULL,
    teacher TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    place TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    created REAL NOT NULL
);
CREATE UNIQUE INDEX ledger_by_request ON ledger (request, kind);
CREATE INDEX ledger_by_account ON ledger (account, created);
