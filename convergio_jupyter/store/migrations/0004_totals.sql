ALTER TABLE ledger ADD COLUMN conversation TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN lesson TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN course TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN questions INTEGER NOT NULL DEFAULT 0;
CREATE TABLE totals (
    key TEXT PRIMARY KEY,
    micro INTEGER NOT NULL,
    questions INTEGER NOT NULL
);
CREATE TABLE held (
    request TEXT PRIMARY KEY,
    created REAL NOT NULL
);
CREATE INDEX held_by_time ON held (created);
INSERT INTO held (request, created)
    SELECT request, created FROM ledger AS reserved WHERE kind = 'reserve'
    AND NOT EXISTS (SELECT 1 FROM ledger AS closed WHERE closed.request = reserved.request AND closed.kind <> 'reserve');
-- sqlite only
INSERT INTO totals (key, micro, questions)
    SELECT scope || '/' || name || '/' || period, sum(micro), 0 FROM (
        SELECT scope, CASE scope WHEN 'all' THEN '' ELSE reserved.account END AS name,
            CASE period
                WHEN 'ever' THEN 'ever'
                ELSE strftime(period, CAST(reserved.created AS INTEGER), 'unixepoch')
            END AS period,
            ledger.amount_micro AS micro
        FROM ledger
        JOIN ledger AS reserved ON reserved.request = ledger.request AND reserved.kind = 'reserve'
        CROSS JOIN (SELECT 'all' AS scope UNION SELECT 'account')
        CROSS JOIN (SELECT '%Y-%m-%d' AS period UNION SELECT '%Y-%m' UNION SELECT 'ever')
    ) GROUP BY 1 HAVING sum(micro) <> 0;
