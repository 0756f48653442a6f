-- +goose Up
-- A place is keyed by its code plus the date from which it holds: codes of abolished units are used again.
CREATE TABLE place (
    id         TEXT NOT NULL PRIMARY KEY,
    code       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    full_name  TEXT NOT NULL,
    parent_id  TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    source     TEXT NOT NULL
);
CREATE UNIQUE INDEX place_by_code ON place (code, valid_from, kind);
CREATE INDEX place_by_parent ON place (parent_id, valid_from);

-- Which edition of the catalogue of places stands in the table.
CREATE TABLE place_edition (
    digest    TEXT   NOT NULL PRIMARY KEY,
    loaded_at BIGINT NOT NULL
);

-- A locality that works with this installation.
CREATE TABLE unit (
    id         TEXT    NOT NULL PRIMARY KEY,
    place_id   TEXT    NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    slug       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    province   TEXT    NOT NULL,
    demo       BOOLEAN NOT NULL,
    created_at BIGINT  NOT NULL
);
CREATE UNIQUE INDEX unit_by_slug ON unit (slug);
CREATE UNIQUE INDEX unit_by_place ON unit (place_id);

-- A body of a unit: room, station, police, Front, court. Requested bodies are asked, never ordered. name is the one of
-- today; body_name has those of every day.
CREATE TABLE body (
    id         TEXT    NOT NULL PRIMARY KEY,
    unit_id    TEXT    NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    kind       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    sort_key   TEXT    NOT NULL,
    requested  BOOLEAN NOT NULL,
    confidence TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    valid_from TEXT    NOT NULL,
    valid_to   TEXT    NOT NULL,
    version    BIGINT  NOT NULL
);
CREATE INDEX body_by_unit ON body (unit_id, sort_key);

-- Every name under which a body is or was known. match_key is the name as kernel/body folds it.
CREATE TABLE body_name (
    id         TEXT    NOT NULL PRIMARY KEY,
    body_id    TEXT    NOT NULL REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id    TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    match_key  TEXT    NOT NULL,
    alias      BOOLEAN NOT NULL,
    valid_from TEXT    NOT NULL,
    valid_to   TEXT    NOT NULL
);
CREATE INDEX body_name_by_unit ON body_name (unit_id, match_key);
CREATE INDEX body_name_by_body ON body_name (body_id);
