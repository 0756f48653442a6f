-- +goose Up
-- What an act of reorganisation did to one task of a unit that goes on: before holds the parts of the bodies, links and requests
-- as they were, so that the act can be taken back; mark is the last id of the history when the task was passed on: a later row
-- is somebody's work.
CREATE TABLE task_handed (
    act_id  TEXT NOT NULL,
    task_id TEXT NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id TEXT NOT NULL,
    on_day  TEXT NOT NULL,
    basis   TEXT NOT NULL,
    before  TEXT NOT NULL,
    mark    TEXT NOT NULL,
    PRIMARY KEY (act_id, task_id)
);
CREATE INDEX task_handed_by_task ON task_handed (task_id, on_day);

-- A part of a body in a task that ended by an act. to_day is its last day; from_day is empty when the first is not known.
CREATE TABLE task_body_past (
    id       TEXT   NOT NULL PRIMARY KEY,
    unit_id  TEXT   NOT NULL,
    task_id  TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id  TEXT   NOT NULL,
    seq      BIGINT NOT NULL,
    role     TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    via      TEXT   NOT NULL,
    body_id  TEXT   NOT NULL,
    from_day TEXT   NOT NULL,
    to_day   TEXT   NOT NULL,
    heirs    TEXT   NOT NULL,
    act_id   TEXT   NOT NULL,
    basis    TEXT   NOT NULL
);
CREATE INDEX task_body_past_by_task ON task_body_past (task_id, to_day, seq);
CREATE INDEX task_body_past_by_plan ON task_body_past (plan_id, to_day);
CREATE INDEX task_body_past_by_act ON task_body_past (act_id, task_id);

-- Work of a unit that ended, and the work of the heir that goes on with it. The old rows are never changed, so they are named
-- without references: they lie in another unit.
CREATE TABLE plan_heir (
    plan_id     TEXT NOT NULL PRIMARY KEY REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id     TEXT NOT NULL,
    old_plan_id TEXT NOT NULL,
    old_unit_id TEXT NOT NULL,
    act_id      TEXT NOT NULL,
    on_day      TEXT NOT NULL,
    basis       TEXT NOT NULL,
    mark        TEXT NOT NULL
);
CREATE UNIQUE INDEX plan_heir_once ON plan_heir (old_plan_id, unit_id, act_id);
CREATE INDEX plan_heir_by_act ON plan_heir (act_id, plan_id);
CREATE INDEX plan_heir_by_old ON plan_heir (old_unit_id, unit_id);
CREATE TABLE task_heir (
    task_id     TEXT   NOT NULL PRIMARY KEY REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id     TEXT   NOT NULL,
    plan_id     TEXT   NOT NULL,
    seq         BIGINT NOT NULL,
    old_task_id TEXT   NOT NULL,
    old_unit_id TEXT   NOT NULL,
    old_lead    TEXT   NOT NULL,
    act_id      TEXT   NOT NULL,
    on_day      TEXT   NOT NULL,
    basis       TEXT   NOT NULL,
    mark        TEXT   NOT NULL
);
CREATE UNIQUE INDEX task_heir_once ON task_heir (old_task_id, unit_id, act_id);
CREATE INDEX task_heir_by_act ON task_heir (act_id, task_id);
CREATE INDEX task_heir_by_plan ON task_heir (plan_id, seq);

-- Open work of a unit in the order in which it is passed on, and the open work of one body.
CREATE INDEX task_passes ON task (unit_id, id, parent_id, lead) WHERE live = TRUE AND dropped = FALSE AND done_on = '' AND (phase = '' OR phase = 'paused');
CREATE INDEX body_task_passes ON body_task (unit_id, body_id, id, standing, roles);

-- What the export as of a day reads of a unit's year.
CREATE INDEX task_handed_by_unit ON task_handed (unit_id, on_day);
CREATE INDEX task_transfer_by_unit ON task_transfer (unit_id, moved_at);
CREATE INDEX checkpoint_correction_by_unit ON checkpoint_correction (unit_id, made_at);
