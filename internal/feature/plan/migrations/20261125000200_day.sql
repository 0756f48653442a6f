-- +goose Up
-- Everything that a filter of the list of work asks stands in one index: counting never leaves it.
CREATE INDEX task_by_work ON task (unit_id, year, live, due_on, id, phase, claimed_on, done_on, requested, asking, waiting, kind, plan_id, seq, when_kind, parent_id);
CREATE INDEX task_by_title ON task (unit_id, year, live, title_fold, id);
-- What waits for an answer, and what nobody leads, is little of all work.
CREATE INDEX task_pending ON task (unit_id, year, live, due_on, id, waiting, asking, phase, claimed_on, done_on, requested, kind, plan_id, when_kind, parent_id)
    WHERE waiting > 0 OR asking = TRUE;
CREATE INDEX task_leaderless ON task (unit_id, year, live, due_on, id, lead, phase, claimed_on, done_on, requested, asking, waiting, kind, plan_id, when_kind, parent_id)
    WHERE lead = '';

-- A filter of the list of work under a name of a person's own. query is the part of the address behind the question mark.
CREATE TABLE saved_view (
    id         TEXT    NOT NULL PRIMARY KEY,
    unit_id    TEXT    NOT NULL,
    account_id TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    query      TEXT    NOT NULL,
    first      BOOLEAN NOT NULL,
    dropped    BOOLEAN NOT NULL,
    created_at BIGINT  NOT NULL
);
CREATE INDEX saved_view_by_account ON saved_view (unit_id, account_id, dropped, name, id);

-- Until when a person has read what others wrote about a task.
CREATE TABLE task_seen (
    account_id TEXT   NOT NULL,
    task_id    TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id    TEXT   NOT NULL,
    seen_at    BIGINT NOT NULL,
    PRIMARY KEY (account_id, task_id)
);
CREATE INDEX task_seen_by_task ON task_seen (task_id);
CREATE INDEX task_comment_by_time ON task_comment (unit_id, created_at);
CREATE INDEX result_by_account ON result (unit_id, account_id, state, decided_at);
CREATE INDEX task_extension_by_body ON task_extension (unit_id, body_id, decided_at);

-- One change of many tasks at once, with what stood in each of them before.
CREATE TABLE bulk (
    id           TEXT   NOT NULL PRIMARY KEY,
    unit_id      TEXT   NOT NULL,
    year         BIGINT NOT NULL,
    act          TEXT   NOT NULL,
    words        TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    account_name TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    undone_by    TEXT   NOT NULL,
    undone_at    BIGINT NOT NULL
);
CREATE INDEX bulk_by_unit ON bulk (unit_id, year, id);
CREATE TABLE bulk_task (
    id      TEXT   NOT NULL PRIMARY KEY,
    unit_id TEXT   NOT NULL,
    bulk_id TEXT   NOT NULL REFERENCES bulk (id) DEFERRABLE INITIALLY DEFERRED,
    seq     BIGINT NOT NULL,
    task_id TEXT   NOT NULL,
    title   TEXT   NOT NULL,
    state   TEXT   NOT NULL,
    why     TEXT   NOT NULL,
    version BIGINT NOT NULL,
    before  TEXT   NOT NULL
);
CREATE INDEX bulk_task_by_bulk ON bulk_task (bulk_id, seq);
