-- +goose Up
-- A plan as it was brought in. The source text is never changed; outline says what each run of lines is.
CREATE TABLE plan (
    id           TEXT   NOT NULL PRIMARY KEY,
    unit_id      TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    year         BIGINT NOT NULL,
    title        TEXT   NOT NULL,
    number       TEXT   NOT NULL,
    issuer       TEXT   NOT NULL,
    issued_on    TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    source_name  TEXT   NOT NULL,
    source_hash  TEXT   NOT NULL REFERENCES file (hash) DEFERRABLE INITIALLY DEFERRED,
    source_text  TEXT   NOT NULL,
    outline      TEXT   NOT NULL,
    notes        TEXT   NOT NULL,
    reader       TEXT   NOT NULL,
    created_by   TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    confirmed_by TEXT   NOT NULL,
    confirmed_at BIGINT NOT NULL,
    version      BIGINT NOT NULL
);
CREATE INDEX plan_by_unit ON plan (unit_id, year, id);
CREATE INDEX plan_by_source ON plan (source_hash, unit_id);

-- One piece of work: a task, a standing duty of an actor section, or a report duty.
CREATE TABLE task (
    id          TEXT    NOT NULL PRIMARY KEY,
    unit_id     TEXT    NOT NULL,
    plan_id     TEXT    NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    year        BIGINT  NOT NULL,
    kind        TEXT    NOT NULL,
    live        BOOLEAN NOT NULL,
    seq         BIGINT  NOT NULL,
    path        TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    title_fold  TEXT    NOT NULL,
    lead        TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    line_from   BIGINT  NOT NULL,
    line_to     BIGINT  NOT NULL,
    when_kind   TEXT    NOT NULL,
    when_raw    TEXT    NOT NULL,
    starts_on   TEXT    NOT NULL,
    due_on      TEXT    NOT NULL,
    peaks       TEXT    NOT NULL,
    requested   BOOLEAN NOT NULL,
    done_on     TEXT    NOT NULL,
    results     BIGINT  NOT NULL,
    version     BIGINT  NOT NULL
);
CREATE INDEX task_by_plan ON task (plan_id, seq);
CREATE INDEX task_by_plan_done ON task (plan_id, done_on);
-- Ends with requested so that the counts of the day's page never leave the index.
CREATE INDEX task_by_due ON task (unit_id, year, live, done_on, due_on, id, requested);

CREATE TABLE task_body (
    id      TEXT   NOT NULL PRIMARY KEY,
    unit_id TEXT   NOT NULL,
    task_id TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id TEXT   NOT NULL,
    seq     BIGINT NOT NULL,
    role    TEXT   NOT NULL,
    name    TEXT   NOT NULL,
    via     TEXT   NOT NULL,
    body_id TEXT   NOT NULL
);
CREATE INDEX task_body_by_task ON task_body (task_id, seq);
CREATE INDEX task_body_by_plan ON task_body (plan_id, task_id, seq);
CREATE INDEX task_body_by_body ON task_body (unit_id, body_id, role);

-- What a body has done, typed by the body or by the officer on its behalf. Both names stay.
CREATE TABLE result (
    id           TEXT   NOT NULL PRIMARY KEY,
    unit_id      TEXT   NOT NULL,
    task_id      TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    body_id      TEXT   NOT NULL,
    body_name    TEXT   NOT NULL,
    account_id   TEXT   NOT NULL,
    account_name TEXT   NOT NULL,
    done_on      TEXT   NOT NULL,
    text         TEXT   NOT NULL,
    finishes     BOOLEAN NOT NULL,
    on_behalf    BOOLEAN NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX result_by_task ON result (task_id, id);

CREATE TABLE result_file (
    id        TEXT   NOT NULL PRIMARY KEY,
    unit_id   TEXT   NOT NULL,
    result_id TEXT   NOT NULL REFERENCES result (id) DEFERRABLE INITIALLY DEFERRED,
    task_id   TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    hash      TEXT   NOT NULL REFERENCES file (hash) DEFERRABLE INITIALLY DEFERRED,
    size      BIGINT NOT NULL
);
CREATE INDEX result_file_by_task ON result_file (task_id, result_id);
CREATE INDEX result_file_by_result ON result_file (result_id);
CREATE INDEX result_file_by_hash ON result_file (hash);

-- The words of everything that the search box finds, folded.
CREATE TABLE task_word (
    unit_id TEXT   NOT NULL,
    word    TEXT   NOT NULL,
    year    BIGINT NOT NULL,
    task_id TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (unit_id, word, year, task_id)
);
CREATE INDEX task_word_by_task ON task_word (task_id, word);
