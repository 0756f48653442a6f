-- +goose Up
-- An act by which bodies, or a whole unit, pass on what they answer for. day is the first day of the heirs; the rows of an act
-- stay in the unit that passes on.
CREATE TABLE handover_act (
    id           TEXT    NOT NULL PRIMARY KEY,
    unit_id      TEXT    NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    kind         TEXT    NOT NULL,
    whole        BOOLEAN NOT NULL,
    basis        TEXT    NOT NULL,
    document_id  TEXT    NOT NULL,
    day          TEXT    NOT NULL,
    signer_name  TEXT    NOT NULL,
    signer_title TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    created_by   TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    signed_by    TEXT    NOT NULL,
    signed_name  TEXT    NOT NULL,
    signed_post  TEXT    NOT NULL,
    signed_at    BIGINT  NOT NULL,
    passed_at    BIGINT  NOT NULL,
    taken_by     TEXT    NOT NULL,
    taken_at     BIGINT  NOT NULL,
    version      BIGINT  NOT NULL
);
CREATE INDEX handover_act_by_unit ON handover_act (unit_id, id);

-- A unit into which the ending unit goes. target_id is the locality of this installation, empty until signing makes it.
CREATE TABLE handover_unit (
    id        TEXT    NOT NULL PRIMARY KEY,
    unit_id   TEXT    NOT NULL,
    act_id    TEXT    NOT NULL REFERENCES handover_act (id) DEFERRABLE INITIALLY DEFERRED,
    place_id  TEXT    NOT NULL,
    code      TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    target_id TEXT    NOT NULL,
    made      BOOLEAN NOT NULL,
    whole     BOOLEAN NOT NULL
);
CREATE INDEX handover_unit_by_act ON handover_unit (act_id, code);
CREATE INDEX handover_unit_by_target ON handover_unit (target_id, act_id);

-- A body that may receive. body_id is empty until signing makes the body; heir_unit is empty in the same unit.
CREATE TABLE handover_heir (
    id         TEXT    NOT NULL PRIMARY KEY,
    unit_id    TEXT    NOT NULL,
    act_id     TEXT    NOT NULL REFERENCES handover_act (id) DEFERRABLE INITIALLY DEFERRED,
    heir_unit  TEXT    NOT NULL,
    body_id    TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    aliases    TEXT    NOT NULL,
    requested  BOOLEAN NOT NULL,
    confidence TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    made       BOOLEAN NOT NULL
);
CREATE INDEX handover_heir_by_act ON handover_heir (act_id, heir_unit, id);

-- Who receives what of which body. An empty function_id is everything of the body; an empty heir_id is nobody yet.
CREATE TABLE handover_line (
    id            TEXT    NOT NULL PRIMARY KEY,
    unit_id       TEXT    NOT NULL,
    act_id        TEXT    NOT NULL REFERENCES handover_act (id) DEFERRABLE INITIALLY DEFERRED,
    seq           BIGINT  NOT NULL,
    body_id       TEXT    NOT NULL,
    body_name     TEXT    NOT NULL,
    ends          BOOLEAN NOT NULL,
    function_id   TEXT    NOT NULL,
    function_name TEXT    NOT NULL,
    holding_id    TEXT    NOT NULL,
    heir_unit     TEXT    NOT NULL,
    heir_id       TEXT    NOT NULL,
    share         TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    confidence    TEXT    NOT NULL,
    basis         TEXT    NOT NULL,
    decided_by    TEXT    NOT NULL,
    decided_at    BIGINT  NOT NULL,
    version       BIGINT  NOT NULL
);
CREATE INDEX handover_line_by_act ON handover_line (act_id, seq);

-- How far the records of one kind are: step is pass, wait, done or restored; after is the last record passed on.
CREATE TABLE handover_run (
    act_id     TEXT   NOT NULL REFERENCES handover_act (id) DEFERRABLE INITIALLY DEFERRED,
    kind       TEXT   NOT NULL,
    unit_id    TEXT   NOT NULL,
    seq        BIGINT NOT NULL,
    step       TEXT   NOT NULL,
    after      TEXT   NOT NULL,
    done       BIGINT NOT NULL,
    total      BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (act_id, kind)
);

-- What signing did to the organisation, in order, so that it can be undone backwards.
CREATE TABLE handover_deed (
    act_id    TEXT   NOT NULL REFERENCES handover_act (id) DEFERRABLE INITIALLY DEFERRED,
    seq       BIGINT NOT NULL,
    unit_id   TEXT   NOT NULL,
    what      TEXT   NOT NULL,
    in_unit   TEXT   NOT NULL,
    record_id TEXT   NOT NULL,
    PRIMARY KEY (act_id, seq)
);

-- A record that no rule could pass on, until a person says to whom.
CREATE TABLE handover_wait (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    act_id     TEXT   NOT NULL REFERENCES handover_act (id) DEFERRABLE INITIALLY DEFERRED,
    kind       TEXT   NOT NULL,
    record_id  TEXT   NOT NULL,
    title      TEXT   NOT NULL,
    address    TEXT   NOT NULL,
    body_name  TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    heirs      TEXT   NOT NULL,
    decided_by TEXT   NOT NULL,
    decided_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX handover_wait_once ON handover_wait (act_id, kind, record_id);
CREATE INDEX handover_wait_by_act ON handover_wait (act_id, state, id);
