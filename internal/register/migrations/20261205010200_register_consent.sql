-- +goose Up
-- Whether children are recognised on a picture and since when it may be published. shows: empty when nobody has looked at it.
ALTER TABLE register_file ADD COLUMN shows TEXT NOT NULL DEFAULT '';
ALTER TABLE register_file ADD COLUMN children BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register_file ADD COLUMN open_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register_file ADD COLUMN open_by TEXT NOT NULL DEFAULT '';

-- Consent to publish a picture, one row a child, who is named nowhere but on the form that evidence_id keeps.
CREATE TABLE register_consent (
    id          TEXT    NOT NULL PRIMARY KEY,
    unit_id     TEXT    NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register    TEXT    NOT NULL,
    record_id   TEXT    NOT NULL,
    file_id     TEXT    NOT NULL REFERENCES register_file (id) DEFERRABLE INITIALLY DEFERRED,
    form_no     TEXT    NOT NULL,
    age         TEXT    NOT NULL,
    by_carer    BOOLEAN NOT NULL,
    by_child    BOOLEAN NOT NULL,
    method      TEXT    NOT NULL,
    given_on    TEXT    NOT NULL,
    evidence_id TEXT    NOT NULL REFERENCES register_file (id) DEFERRABLE INITIALLY DEFERRED,
    noted_by    TEXT    NOT NULL,
    noted_at    BIGINT  NOT NULL,
    gone_on     TEXT    NOT NULL,
    gone_by     TEXT    NOT NULL,
    gone_why    TEXT    NOT NULL
);
CREATE INDEX register_consent_by_file ON register_consent (file_id, id);
CREATE INDEX register_consent_by_record ON register_consent (record_id, id);
CREATE INDEX register_consent_by_evidence ON register_consent (evidence_id);
CREATE INDEX register_consent_by_unit ON register_consent (unit_id, id);
