-- +goose Up
-- Which body holds a function from which day to which. function_id is a slug of the catalogue in the program, name its words
-- on the day it was given, so that a later edition of the catalogue changes no page of the past. shared repeats the
-- catalogue: a function that several bodies hold beside one another. A last day before the first one means that the row
-- was taken back before it held.
CREATE TABLE body_function (
    id          TEXT    NOT NULL PRIMARY KEY,
    unit_id     TEXT    NOT NULL,
    body_id     TEXT    NOT NULL REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    function_id TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    shared      BOOLEAN NOT NULL,
    basis       TEXT    NOT NULL,
    end_basis   TEXT    NOT NULL,
    confidence  TEXT    NOT NULL,
    valid_from  TEXT    NOT NULL,
    valid_to    TEXT    NOT NULL,
    version     BIGINT  NOT NULL
);
CREATE INDEX body_function_by_unit ON body_function (unit_id, function_id, valid_from);
CREATE INDEX body_function_by_body ON body_function (body_id, valid_from);
-- Two people who give one function at the same moment cannot both succeed.
CREATE UNIQUE INDEX body_function_one_holder ON body_function (unit_id, function_id) WHERE valid_to = '' AND shared = FALSE;

-- Under which other body of the unit a body stands, from which day to which.
CREATE TABLE body_parent (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    body_id    TEXT   NOT NULL REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    parent_id  TEXT   NOT NULL REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    basis      TEXT   NOT NULL,
    end_basis  TEXT   NOT NULL,
    confidence TEXT   NOT NULL,
    valid_from TEXT   NOT NULL,
    valid_to   TEXT   NOT NULL,
    version    BIGINT NOT NULL
);
CREATE INDEX body_parent_by_unit ON body_parent (unit_id, body_id, valid_from);
CREATE INDEX body_parent_by_body ON body_parent (body_id);
CREATE INDEX body_parent_by_parent ON body_parent (parent_id);
CREATE UNIQUE INDEX body_parent_one ON body_parent (body_id) WHERE valid_to = '';

-- The codes under which others know a body. Codes are issued and closed when bodies change.
CREATE TABLE body_code (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    body_id    TEXT   NOT NULL REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    scheme     TEXT   NOT NULL,
    code       TEXT   NOT NULL,
    basis      TEXT   NOT NULL,
    end_basis  TEXT   NOT NULL,
    confidence TEXT   NOT NULL,
    valid_from TEXT   NOT NULL,
    valid_to   TEXT   NOT NULL,
    version    BIGINT NOT NULL
);
CREATE INDEX body_code_by_unit ON body_code (unit_id, scheme, code);
CREATE INDEX body_code_by_body ON body_code (body_id, valid_from);
