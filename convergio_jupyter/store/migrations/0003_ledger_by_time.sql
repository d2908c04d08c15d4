CREATE INDEX ledger_by_time ON ledger (created);
