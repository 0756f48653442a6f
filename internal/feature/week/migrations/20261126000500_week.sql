-- +goose Up
-- The leader's page of a week, as it was on its Monday. It is never changed.
CREATE TABLE week_edition (
    id       TEXT   NOT NULL PRIMARY KEY,
    unit_id  TEXT   NOT NULL,
    year     BIGINT NOT NULL,
    monday   TEXT   NOT NULL,
    as_of    BIGINT NOT NULL,
    made_at  BIGINT NOT NULL,
    made_by  TEXT   NOT NULL,
    given    BIGINT NOT NULL,
    due      BIGINT NOT NULL,
    in_time  BIGINT NOT NULL,
    late     BIGINT NOT NULL,
    overdue  BIGINT NOT NULL,
    asking   BIGINT NOT NULL,
    sentence TEXT   NOT NULL,
    content  TEXT   NOT NULL
);
CREATE UNIQUE INDEX week_edition_by_monday ON week_edition (unit_id, monday);
CREATE INDEX week_edition_by_year ON week_edition (unit_id, year, monday);

-- What a leader decided about a case of an edition.
CREATE TABLE week_decision (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    edition_id TEXT   NOT NULL REFERENCES week_edition (id) DEFERRABLE INITIALLY DEFERRED,
    case_no    BIGINT NOT NULL,
    task_id    TEXT   NOT NULL,
    deed       TEXT   NOT NULL,
    words      TEXT   NOT NULL,
    decided_by TEXT   NOT NULL,
    decided_at BIGINT NOT NULL,
    link_id    TEXT   NOT NULL
);
CREATE INDEX week_decision_by_edition ON week_decision (edition_id, id);

-- An address by which one leader reads one edition on a telephone and decides with a PIN. Digest is that of the address,
-- secret that of address and PIN together: neither can be found from a stolen database.
CREATE TABLE week_link (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    year       BIGINT NOT NULL,
    edition_id TEXT   NOT NULL REFERENCES week_edition (id) DEFERRABLE INITIALLY DEFERRED,
    account_id TEXT   NOT NULL,
    leader     TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    secret     TEXT   NOT NULL,
    wrong      BIGINT NOT NULL,
    made_by    TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_by TEXT   NOT NULL,
    revoked_at BIGINT NOT NULL,
    opens      BIGINT NOT NULL,
    opened_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX week_link_by_digest ON week_link (digest);
CREATE INDEX week_link_by_unit ON week_link (unit_id, year, id);
CREATE INDEX week_link_by_edition ON week_link (edition_id);

-- A browser that gave the right PIN, for a short time.
CREATE TABLE week_pass (
    digest  TEXT   NOT NULL PRIMARY KEY,
    link_id TEXT   NOT NULL REFERENCES week_link (id) DEFERRABLE INITIALLY DEFERRED,
    until   BIGINT NOT NULL
);
CREATE INDEX week_pass_by_link ON week_pass (link_id);
