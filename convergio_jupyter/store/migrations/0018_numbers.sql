ALTER TABLE learners ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE classes ADD COLUMN met INTEGER NOT NULL DEFAULT 0;
UPDATE learners SET number = (
    SELECT count(*) FROM learners AS others
    WHERE others.class = learners.class AND (others.joined < learners.joined
        OR (others.joined = learners.joined AND others.id <= learners.id))
);
UPDATE classes SET met = (SELECT count(*) FROM learners WHERE learners.class = classes.code);
