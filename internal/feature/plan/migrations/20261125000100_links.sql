-- +goose Up
-- An address by which a body without an account sends what it has done for one task. Only the digest of the secret is kept.
CREATE TABLE task_link (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    year       BIGINT NOT NULL,
    task_id    TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    body_id    TEXT   NOT NULL,
    body_name  TEXT   NOT NULL,
    role       TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    made_by    TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_by TEXT   NOT NULL,
    revoked_at BIGINT NOT NULL,
    opens      BIGINT NOT NULL,
    opened_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX task_link_by_digest ON task_link (digest);
CREATE INDEX task_link_by_unit ON task_link (unit_id, year, id);
CREATE INDEX task_link_by_task ON task_link (task_id, id);

-- A result that came by a link: which one, the post that the sender typed, and the code on the receipt.
ALTER TABLE result ADD COLUMN link_id TEXT NOT NULL DEFAULT '';
ALTER TABLE result ADD COLUMN sender_post TEXT NOT NULL DEFAULT '';
ALTER TABLE result ADD COLUMN receipt TEXT NOT NULL DEFAULT '';
CREATE INDEX result_by_link ON result (link_id, id);

-- Work with something to confirm, whether or not the result says that it is done.
CREATE INDEX task_by_waiting ON task (unit_id, year, live, waiting);
