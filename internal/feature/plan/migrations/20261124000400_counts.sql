-- +goose Up
-- The list of plans counts whole tasks that are still in the plan, and those of them that are done, inside this index.
CREATE INDEX task_by_plan_count ON task (plan_id, dropped, parent_id, done_on);
