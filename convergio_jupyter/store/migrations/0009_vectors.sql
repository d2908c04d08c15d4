CREATE TABLE vectors (
    passage INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    numbers TEXT NOT NULL
);
