-- +goose Up
-- Records of registers that prove a piece of work or one of its check-points, and those that somebody refused: these are not
-- proposed again. What a record says is read from its register, so that who may not see it reads nothing here.
CREATE TABLE task_proof (
    id            TEXT   NOT NULL PRIMARY KEY,
    unit_id       TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    task_id       TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    checkpoint_id TEXT   NOT NULL,
    label         TEXT   NOT NULL,
    result_id     TEXT   NOT NULL,
    register      TEXT   NOT NULL,
    record_id     TEXT   NOT NULL,
    code          TEXT   NOT NULL,
    refused       BOOLEAN NOT NULL,
    reason        TEXT   NOT NULL,
    decided_by    TEXT   NOT NULL,
    decided_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX task_proof_of_point ON task_proof (task_id, checkpoint_id, register, record_id);
CREATE INDEX task_proof_of_record ON task_proof (record_id, id);
CREATE INDEX task_proof_by_unit ON task_proof (unit_id);
