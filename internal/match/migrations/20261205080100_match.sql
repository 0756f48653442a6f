-- +goose Up
-- Records that may be of one child, as last looked for: position 1 is the likeliest. group_id is the first record of all that may be.
CREATE TABLE match_pair (
    unit_id  TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register TEXT   NOT NULL,
    a_id     TEXT   NOT NULL,
    b_id     TEXT   NOT NULL,
    group_id TEXT   NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register, a_id, b_id)
);
CREATE INDEX match_pair_by_position ON match_pair (unit_id, register, position);
CREATE INDEX match_pair_by_a ON match_pair (a_id);
CREATE INDEX match_pair_by_b ON match_pair (b_id);

-- Pairs of which a person has said that they are not one child, and what they are. They are never asked about again.
CREATE TABLE match_apart (
    unit_id  TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register TEXT   NOT NULL,
    a_id     TEXT   NOT NULL,
    b_id     TEXT   NOT NULL,
    kin      TEXT   NOT NULL,
    said_by  TEXT   NOT NULL,
    said_at  BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register, a_id, b_id)
);

-- When a unit was last looked through; ended_at is before started_at while it goes on.
CREATE TABLE match_run (
    unit_id    TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register   TEXT   NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,
    pairs      BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register)
);
