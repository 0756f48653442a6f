-- +goose Up
-- One dated instance of work that goes on. key is its place in the rhythm of the task. live, phase, requested and the lead follow
-- the task, and class follows from all of them, so that lists and counts need no join.
CREATE TABLE checkpoint (
    id          TEXT    NOT NULL PRIMARY KEY,
    unit_id     TEXT    NOT NULL,
    year        BIGINT  NOT NULL,
    task_id     TEXT    NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id     TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    label       TEXT    NOT NULL,
    period_from TEXT    NOT NULL,
    period_to   TEXT    NOT NULL,
    starts_on   TEXT    NOT NULL,
    due_on      TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    state_why   TEXT    NOT NULL,
    state_by    TEXT    NOT NULL,
    state_at    BIGINT  NOT NULL,
    done_on     TEXT    NOT NULL,
    results     BIGINT  NOT NULL,
    waiting     BIGINT  NOT NULL,
    claimed_on  TEXT    NOT NULL,
    asking      BOOLEAN NOT NULL,
    slipped     BOOLEAN NOT NULL,
    live        BOOLEAN NOT NULL,
    phase       TEXT    NOT NULL,
    requested   BOOLEAN NOT NULL,
    lead_id     TEXT    NOT NULL,
    first_lead  TEXT    NOT NULL,
    class       TEXT    NOT NULL,
    version     BIGINT  NOT NULL
);
CREATE UNIQUE INDEX checkpoint_by_task ON checkpoint (task_id, key);
CREATE INDEX checkpoint_by_plan ON checkpoint (plan_id, class, task_id, due_on, lead_id, first_lead, unit_id, year);
CREATE INDEX checkpoint_by_class ON checkpoint (unit_id, year, class, due_on, id);
CREATE INDEX checkpoint_by_day ON checkpoint (unit_id, due_on, id);
-- Ends with requested so that counts never leave the index.
CREATE INDEX checkpoint_by_due ON checkpoint (unit_id, year, live, phase, state, claimed_on, done_on, due_on, id, requested);

-- The rule by which a task has check-points; nobody's name beside it means that the program proposed it.
CREATE TABLE task_rhythm (
    task_id    TEXT   NOT NULL PRIMARY KEY REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id    TEXT   NOT NULL,
    rule       TEXT   NOT NULL,
    changed_by TEXT   NOT NULL,
    changed_at BIGINT NOT NULL,
    version    BIGINT NOT NULL
);

-- A day of doing that was corrected after somebody confirmed it: the old one stays.
CREATE TABLE checkpoint_correction (
    id            TEXT   NOT NULL PRIMARY KEY,
    unit_id       TEXT   NOT NULL,
    checkpoint_id TEXT   NOT NULL REFERENCES checkpoint (id) DEFERRABLE INITIALLY DEFERRED,
    task_id       TEXT   NOT NULL,
    old_done      TEXT   NOT NULL,
    new_done      TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    made_by       TEXT   NOT NULL,
    made_at       BIGINT NOT NULL
);
CREATE INDEX checkpoint_correction_by_task ON checkpoint_correction (task_id, id);
CREATE INDEX checkpoint_correction_by_point ON checkpoint_correction (checkpoint_id, id);

-- How many pieces of dated work of a plan have one lead, one due date and one standing: sums that are made anew with every
-- change of the plan's work, so that the year's pages read a few rows instead of all work.
CREATE TABLE due_tally (
    plan_id TEXT   NOT NULL,
    unit_id TEXT   NOT NULL,
    year    BIGINT NOT NULL,
    lead_id TEXT   NOT NULL,
    lead    TEXT   NOT NULL,
    due_on  TEXT   NOT NULL,
    class   TEXT   NOT NULL,
    n       BIGINT NOT NULL,
    PRIMARY KEY (plan_id, lead_id, lead, due_on, class)
);
CREATE INDEX due_tally_by_unit ON due_tally (unit_id, year, due_on, class, lead_id, lead, n);

-- A result or more time may be for one check-point; empty means for the whole task.
ALTER TABLE result ADD COLUMN checkpoint_id TEXT NOT NULL DEFAULT '';
CREATE INDEX result_by_checkpoint ON result (checkpoint_id, state);
ALTER TABLE task_extension ADD COLUMN checkpoint_id TEXT NOT NULL DEFAULT '';

-- slipped: the work was overdue before its due date was moved, which no later date takes back. points and point_due follow the
-- check-points: how many there are, and the earliest due date that is still open.
ALTER TABLE task ADD COLUMN slipped BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE task ADD COLUMN points BIGINT NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN point_due TEXT NOT NULL DEFAULT '';
-- The first body that owes the result, and where the work stands when it has a due date of its own and is part of no other.
ALTER TABLE task ADD COLUMN lead_id TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN first_lead TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN class TEXT NOT NULL DEFAULT '';
CREATE INDEX task_by_class ON task (unit_id, year, class, due_on, id);
CREATE INDEX task_by_day ON task (unit_id, due_on, id);
