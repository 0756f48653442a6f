-- The children's software of the ministry: tables that it exported, what it is known to say of each child, what is to be changed there.
-- +goose Up
CREATE TABLE state_import (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    source_name TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    pack TEXT NOT NULL,
    heads TEXT NOT NULL,
    columns TEXT NOT NULL,
    exported_on TEXT NOT NULL,
    entire BOOLEAN NOT NULL,
    total BIGINT NOT NULL,
    choices TEXT NOT NULL,
    differing TEXT NOT NULL,
    added BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    account_id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    level BIGINT NOT NULL
);
CREATE INDEX state_import_by_unit ON state_import (unit_id, id);
CREATE INDEX state_import_by_hash ON state_import (unit_id, source_hash);
CREATE TABLE state_row (
    import_id TEXT NOT NULL REFERENCES state_import (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    n BIGINT NOT NULL,
    cells TEXT NOT NULL,
    code TEXT NOT NULL,
    person_number TEXT NOT NULL,
    verdict TEXT NOT NULL,
    child_id TEXT NOT NULL,
    picked TEXT NOT NULL,
    words TEXT NOT NULL,
    differences TEXT NOT NULL,
    choices TEXT NOT NULL,
    done TEXT NOT NULL,
    before TEXT NOT NULL,
    after_version BIGINT NOT NULL,
    known TEXT NOT NULL,
    PRIMARY KEY (import_id, n)
);
CREATE INDEX state_row_by_unit ON state_row (unit_id, import_id);
CREATE INDEX state_row_by_verdict ON state_row (import_id, verdict, n);
CREATE INDEX state_row_by_done ON state_row (import_id, done, n);
CREATE INDEX state_row_by_code ON state_row (import_id, code, n);
CREATE INDEX state_row_by_person_number ON state_row (import_id, person_number, n);
CREATE INDEX state_row_by_child ON state_row (import_id, child_id, n);
CREATE TABLE state_child (
    child_id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT NOT NULL,
    standing TEXT NOT NULL,
    said TEXT NOT NULL,
    seen_on TEXT NOT NULL,
    import_id TEXT NOT NULL
);
CREATE INDEX state_child_by_code ON state_child (unit_id, code, child_id);
CREATE INDEX state_child_by_standing ON state_child (unit_id, standing, child_id);
CREATE TABLE child_source (
    child_id TEXT NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    field TEXT NOT NULL,
    said TEXT NOT NULL,
    kept TEXT NOT NULL,
    seen_on TEXT NOT NULL,
    import_id TEXT NOT NULL,
    level BIGINT NOT NULL,
    PRIMARY KEY (child_id, field)
);
CREATE INDEX child_source_by_unit ON child_source (unit_id, child_id);
CREATE TABLE state_line (
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    child_id TEXT NOT NULL,
    field TEXT NOT NULL,
    kind TEXT NOT NULL,
    hamlet TEXT NOT NULL,
    name_key TEXT NOT NULL,
    level BIGINT NOT NULL,
    PRIMARY KEY (child_id, field)
);
CREATE INDEX state_line_by_kind ON state_line (unit_id, kind, hamlet, name_key, child_id);
CREATE TABLE state_mark (
    batch TEXT NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    child_id TEXT NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    marked_at BIGINT NOT NULL,
    marked_by TEXT NOT NULL,
    undone BOOLEAN NOT NULL,
    level BIGINT NOT NULL,
    PRIMARY KEY (batch, child_id, field)
);
CREATE INDEX state_mark_by_unit ON state_mark (unit_id, batch);
CREATE INDEX state_mark_by_child ON state_mark (child_id);
CREATE TABLE state_list (
    unit_id TEXT NOT NULL PRIMARY KEY REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    turn BIGINT NOT NULL,
    pack TEXT NOT NULL,
    built_at BIGINT NOT NULL
);
CREATE TABLE state_dirty (
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    child_id TEXT NOT NULL,
    PRIMARY KEY (unit_id, child_id)
);
CREATE TABLE state_week (
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    monday TEXT NOT NULL,
    counts TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (unit_id, monday)
);
-- A number is asked for with every child that is written; without an index of its own SQLite reads all children of the unit.
CREATE INDEX child_by_number_here ON child (unit_id, dropped, person_number, id);
