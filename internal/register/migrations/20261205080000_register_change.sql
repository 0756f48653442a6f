-- +goose Up
-- Which records changed in which turn, for indexes that live outside the database. A turn is one committed change of a unit's
-- register: the row of register_turn is locked until it commits, so turns are seen in their order. n is 0 until the change ends.
CREATE TABLE register_turn (
    unit_id  TEXT   NOT NULL,
    register TEXT   NOT NULL,
    n        BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register)
);
CREATE TABLE register_change (
    unit_id   TEXT   NOT NULL,
    register  TEXT   NOT NULL,
    record_id TEXT   NOT NULL,
    n         BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register, record_id)
);
CREATE INDEX register_change_by_turn ON register_change (unit_id, register, n, record_id);

-- Two records that were found to be one. before and after are the answers of the one that stays, moved what was brought to it
-- from the other; with them a merge can be undone at any time.
CREATE TABLE register_merge (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register   TEXT   NOT NULL,
    winner_id  TEXT   NOT NULL,
    loser_id   TEXT   NOT NULL,
    before     TEXT   NOT NULL,
    after      TEXT   NOT NULL,
    moved      TEXT   NOT NULL,
    created_by TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    undone_by  TEXT   NOT NULL,
    undone_at  BIGINT NOT NULL
);
CREATE INDEX register_merge_by_winner ON register_merge (winner_id, undone_at);
CREATE INDEX register_merge_by_loser ON register_merge (loser_id, undone_at);
CREATE INDEX register_merge_by_unit ON register_merge (unit_id, register, id);
