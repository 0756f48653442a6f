-- +goose Up
-- What a person did to the hamlets of a unit on one day: began some, ended some, or both. It is taken back as a whole.
CREATE TABLE hamlet_act (
    id      TEXT   NOT NULL PRIMARY KEY,
    unit_id TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    kind    TEXT   NOT NULL,
    day     TEXT   NOT NULL,
    basis   TEXT   NOT NULL,
    at      BIGINT NOT NULL
);
CREATE INDEX hamlet_act_by_unit ON hamlet_act (unit_id, at);

-- A hamlet (thôn, tổ dân phố) of a unit under one name, from one day to another. No person stands here. households is 0
-- while nobody has said how many; begun_by and ended_by are the acts.
CREATE TABLE hamlet (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    kind       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    sort_key   TEXT   NOT NULL,
    match_key  TEXT   NOT NULL,
    households BIGINT NOT NULL,
    valid_from TEXT   NOT NULL,
    valid_to   TEXT   NOT NULL,
    source     TEXT   NOT NULL,
    begun_by   TEXT   NOT NULL,
    ended_by   TEXT   NOT NULL,
    edited_at  BIGINT NOT NULL,
    version    BIGINT NOT NULL
);
CREATE INDEX hamlet_by_unit ON hamlet (unit_id, sort_key);
CREATE UNIQUE INDEX hamlet_by_name ON hamlet (unit_id, match_key) WHERE valid_to = '';

-- On the day of the act, the old hamlet went into the new one.
CREATE TABLE hamlet_succession (
    old_id  TEXT NOT NULL REFERENCES hamlet (id) DEFERRABLE INITIALLY DEFERRED,
    new_id  TEXT NOT NULL REFERENCES hamlet (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id TEXT NOT NULL,
    act_id  TEXT NOT NULL REFERENCES hamlet_act (id) DEFERRABLE INITIALLY DEFERRED,
    day     TEXT NOT NULL,
    basis   TEXT NOT NULL,
    PRIMARY KEY (old_id, new_id)
);
CREATE INDEX hamlet_succession_by_new ON hamlet_succession (new_id);
CREATE INDEX hamlet_succession_by_act ON hamlet_succession (act_id);
CREATE INDEX hamlet_succession_by_unit ON hamlet_succession (unit_id);
