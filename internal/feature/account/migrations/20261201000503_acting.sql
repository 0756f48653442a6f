-- +goose Up
-- The post by which a signed-in browser acts in a unit, where its person has several.
CREATE TABLE session_post (
    session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    unit_id    TEXT NOT NULL,
    post       TEXT NOT NULL,
    PRIMARY KEY (session_id, unit_id)
);

-- A person who acts in the post of another for some days. valid_to is the last of them. ended_at is 0 unless it was ended
-- before. It gives no right to name a further deputy.
CREATE TABLE deputy (
    id          TEXT   NOT NULL PRIMARY KEY,
    unit_id     TEXT   NOT NULL,
    position_id TEXT   NOT NULL REFERENCES position (id) DEFERRABLE INITIALLY DEFERRED,
    account_id  TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    valid_from  TEXT   NOT NULL,
    valid_to    TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    given_by    TEXT   NOT NULL,
    given_at    BIGINT NOT NULL,
    ended_by    TEXT   NOT NULL,
    ended_at    BIGINT NOT NULL
);
CREATE INDEX deputy_by_account ON deputy (account_id, valid_to);
CREATE INDEX deputy_by_position ON deputy (position_id, valid_to);
CREATE INDEX deputy_by_unit ON deputy (unit_id, valid_to, id);

-- Who gave a post.
ALTER TABLE position ADD COLUMN given_by TEXT NOT NULL DEFAULT '';
