-- +goose Up
-- What is due on a day is found and told apart from what is not counted without leaving the index.
DROP INDEX task_by_day;
CREATE INDEX task_by_day ON task (unit_id, due_on, id, class);
DROP INDEX checkpoint_by_day;
CREATE INDEX checkpoint_by_day ON checkpoint (unit_id, due_on, id, class);
