-- +goose Up
-- What is told to the public about children, and the numbers to call.
CREATE TABLE product (
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
    kind TEXT NOT NULL,
    audience TEXT NOT NULL,
    channel TEXT NOT NULL,
    body TEXT NOT NULL,
    wording TEXT NOT NULL,
    edition BIGINT,
    released_on TEXT NOT NULL,
    copies BIGINT,
    reach BIGINT
);
CREATE UNIQUE INDEX product_by_number ON product (unit_id, number);
CREATE INDEX product_by_state ON product (unit_id, dropped, state, created_at, id);
CREATE INDEX product_by_kind ON product (unit_id, dropped, kind, created_at, id);
CREATE INDEX product_by_body ON product (unit_id, dropped, body, created_at, id);
CREATE INDEX product_by_created_at ON product (unit_id, dropped, created_at, id);
CREATE INDEX product_by_released_on ON product (unit_id, dropped, released_on, id);

CREATE TABLE broadcast (
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
    station TEXT NOT NULL,
    script TEXT NOT NULL,
    minutes BIGINT,
    aired TEXT NOT NULL,
    aired_to TEXT NOT NULL,
    times BIGINT
);
CREATE UNIQUE INDEX broadcast_by_number ON broadcast (unit_id, number);
CREATE INDEX broadcast_by_state ON broadcast (unit_id, dropped, state, created_at, id);
CREATE INDEX broadcast_by_created_at ON broadcast (unit_id, dropped, created_at, id);
CREATE INDEX broadcast_by_aired ON broadcast (unit_id, dropped, aired, id);

CREATE TABLE training (
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
    held TEXT NOT NULL,
    held_to TEXT NOT NULL,
    place TEXT NOT NULL,
    body TEXT NOT NULL,
    audience TEXT NOT NULL,
    subject TEXT NOT NULL,
    women BIGINT,
    men BIGINT,
    spent BIGINT,
    result TEXT NOT NULL
);
CREATE UNIQUE INDEX training_by_number ON training (unit_id, number);
CREATE INDEX training_by_state ON training (unit_id, dropped, state, held, id);
CREATE INDEX training_by_body ON training (unit_id, dropped, body, held, id);
CREATE INDEX training_by_held ON training (unit_id, dropped, held, id);
CREATE INDEX training_by_created_at ON training (unit_id, dropped, created_at, id);

CREATE TABLE contact (
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
    phone TEXT NOT NULL,
    hours TEXT NOT NULL,
    body TEXT NOT NULL,
    owner TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    recheck_on TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE UNIQUE INDEX contact_by_number ON contact (unit_id, number);
CREATE INDEX contact_by_state ON contact (unit_id, dropped, state, recheck_on, id);
CREATE INDEX contact_by_body ON contact (unit_id, dropped, body, recheck_on, id);
CREATE INDEX contact_by_recheck_on ON contact (unit_id, dropped, recheck_on, id);
CREATE INDEX contact_by_created_at ON contact (unit_id, dropped, created_at, id);
