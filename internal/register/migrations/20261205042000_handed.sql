-- +goose Up
-- What acts of reorganisation did to records that refer to a body: who had it and who has it, or, of a unit that ended, which record
-- of which unit carries it on. It is what taking an act back starts from.
CREATE TABLE register_handed (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    act_id     TEXT   NOT NULL,
    register   TEXT   NOT NULL,
    record_id  TEXT   NOT NULL,
    body_was   TEXT   NOT NULL,
    heir_unit  TEXT   NOT NULL,
    heir_id    TEXT   NOT NULL,
    version    BIGINT NOT NULL
);
CREATE UNIQUE INDEX register_handed_of_act ON register_handed (act_id, register, record_id);
CREATE INDEX register_handed_by_record ON register_handed (record_id);
CREATE INDEX register_handed_by_heir ON register_handed (heir_id);
CREATE INDEX register_handed_by_unit ON register_handed (unit_id);
