-- Children and the households in which they live, as the registers of internal/feature/child declare them.
-- +goose Up
CREATE TABLE household (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_by TEXT NOT NULL,
    state_on TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    dropped BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    hamlet TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    poverty TEXT NOT NULL,
    book TEXT NOT NULL,
    note TEXT NOT NULL,
    name_key TEXT NOT NULL
);
CREATE UNIQUE INDEX household_by_number ON household (unit_id, number);
CREATE INDEX household_by_state ON household (unit_id, dropped, state, name_key, id);
CREATE INDEX household_by_hamlet ON household (unit_id, dropped, hamlet, name_key, id);
CREATE INDEX household_by_poverty ON household (unit_id, dropped, poverty, name_key, id);
CREATE INDEX household_by_name_key ON household (unit_id, dropped, name_key, id);
CREATE INDEX household_by_created_at ON household (unit_id, dropped, created_at, id);

CREATE TABLE child (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_by TEXT NOT NULL,
    state_on TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    dropped BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    birth TEXT NOT NULL,
    birth_why TEXT NOT NULL,
    sex TEXT NOT NULL,
    ethnic TEXT NOT NULL,
    nationality TEXT NOT NULL,
    country TEXT NOT NULL,
    person_number TEXT NOT NULL,
    number_state TEXT NOT NULL,
    number_why TEXT NOT NULL,
    birth_cert TEXT NOT NULL,
    birth_cert_no TEXT NOT NULL,
    birth_cert_on TEXT NOT NULL,
    insurance TEXT NOT NULL,
    insurance_no TEXT NOT NULL,
    household TEXT NOT NULL,
    mother TEXT NOT NULL,
    father TEXT NOT NULL,
    guardian TEXT NOT NULL,
    guardian_as TEXT NOT NULL,
    phone TEXT NOT NULL,
    hamlet TEXT NOT NULL,
    address TEXT NOT NULL,
    residence TEXT NOT NULL,
    schooling TEXT NOT NULL,
    school TEXT NOT NULL,
    class TEXT NOT NULL,
    vaccination TEXT NOT NULL,
    nutrition TEXT NOT NULL,
    disability TEXT NOT NULL,
    circumstances TEXT NOT NULL,
    risks TEXT NOT NULL,
    last_visit TEXT NOT NULL,
    consent TEXT NOT NULL,
    consent_on TEXT NOT NULL,
    left_on TEXT NOT NULL,
    left_to TEXT NOT NULL,
    left_paper TEXT NOT NULL,
    died_on TEXT NOT NULL,
    death_paper TEXT NOT NULL,
    closes_on TEXT NOT NULL,
    name_key TEXT NOT NULL
);
CREATE UNIQUE INDEX child_by_number ON child (unit_id, number);
CREATE INDEX child_by_state ON child (unit_id, dropped, state, name_key, id);
CREATE INDEX child_by_household ON child (unit_id, household, id);
CREATE INDEX child_by_sex ON child (unit_id, dropped, sex, name_key, id);
CREATE INDEX child_by_number_state ON child (unit_id, dropped, number_state, name_key, id);
CREATE INDEX child_by_birth_cert ON child (unit_id, dropped, birth_cert, name_key, id);
CREATE INDEX child_by_insurance ON child (unit_id, dropped, insurance, name_key, id);
CREATE INDEX child_by_hamlet ON child (unit_id, dropped, hamlet, name_key, id);
CREATE INDEX child_by_residence ON child (unit_id, dropped, residence, name_key, id);
CREATE INDEX child_by_schooling ON child (unit_id, dropped, schooling, name_key, id);
CREATE INDEX child_by_consent ON child (unit_id, dropped, consent, name_key, id);
CREATE INDEX child_by_name_key ON child (unit_id, dropped, name_key, id);
CREATE INDEX child_by_birth ON child (unit_id, dropped, birth, id);
CREATE INDEX child_by_last_visit ON child (unit_id, dropped, last_visit, id);
CREATE INDEX child_by_created_at ON child (unit_id, dropped, created_at, id);
CREATE INDEX child_by_closes_on ON child (unit_id, dropped, closes_on, id);
