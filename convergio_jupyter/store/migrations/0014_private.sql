ALTER TABLE conversations ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
UPDATE conversations SET private = 1 WHERE id IN (
    SELECT conversation FROM messages WHERE role = 'user' AND extra LIKE '%"privacy": "private"%'
);
