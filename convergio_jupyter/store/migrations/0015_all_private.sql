UPDATE conversations SET private = 0 WHERE id IN (
    SELECT conversation FROM messages WHERE role = 'user' AND extra NOT LIKE '%"privacy": "private"%'
);
