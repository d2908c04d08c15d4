CREATE TABLE traffic (
    id INTEGER PRIMARY KEY,
    turn TEXT NOT NULL,
    created REAL NOT NULL,
    course TEXT NOT NULL,
    difficulty REAL NOT NULL,
    cloud INTEGER NOT NULL,
    cost_micro INTEGER NOT NULL
);
CREATE UNIQUE INDEX traffic_by_turn ON traffic (turn);
CREATE INDEX traffic_by_course ON traffic (course, id);
CREATE INDEX traffic_by_time ON traffic (created);
