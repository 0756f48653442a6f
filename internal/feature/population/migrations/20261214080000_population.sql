-- The comparison of the register of children with the population base: what a file of the police brought, to which child each of
-- its rows belongs, what differs, what was written. Rows, differences and the way back are kept for 30 days, the numbers stay.
-- +goose Up
CREATE TABLE population_check (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    source TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    paper TEXT NOT NULL,
    paper_on TEXT NOT NULL,
    columns TEXT NOT NULL,
    state TEXT NOT NULL,
    total BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    adults BIGINT NOT NULL,
    elsewhere BIGINT NOT NULL,
    unread BIGINT NOT NULL,
    notes TEXT NOT NULL,
    has_secret BOOLEAN NOT NULL,
    confirmed BOOLEAN NOT NULL,
    reached BIGINT NOT NULL,
    numbers TEXT NOT NULL,
    numbers_secret TEXT NOT NULL,
    account_id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    written_by TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    undone_by TEXT NOT NULL,
    undone_at BIGINT NOT NULL,
    trimmed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX population_check_by_unit ON population_check (unit_id, id);
CREATE INDEX population_check_by_hash ON population_check (unit_id, source_hash, id);
CREATE INDEX population_check_by_trim ON population_check (trimmed_at, created_at);
CREATE INDEX population_check_by_written ON population_check (written_at);

CREATE TABLE population_row (
    check_id TEXT NOT NULL REFERENCES population_check (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    name TEXT NOT NULL,
    birth TEXT NOT NULL,
    sex TEXT NOT NULL,
    person_number TEXT NOT NULL,
    ethnic TEXT NOT NULL,
    home TEXT NOT NULL,
    hamlet TEXT NOT NULL,
    father TEXT NOT NULL,
    mother TEXT NOT NULL,
    standing TEXT NOT NULL,
    wrong TEXT NOT NULL,
    tier TEXT NOT NULL,
    judged TEXT NOT NULL,
    candidates TEXT NOT NULL,
    child_id TEXT NOT NULL,
    weight BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    compared BOOLEAN NOT NULL,
    done TEXT NOT NULL,
    words TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (check_id, n)
);
CREATE UNIQUE INDEX population_row_by_child ON population_row (check_id, child_id) WHERE child_id > '';
CREATE INDEX population_row_by_tier ON population_row (check_id, tier, judged, n);
CREATE INDEX population_row_by_compared ON population_row (check_id, compared, tier, n);
CREATE INDEX population_row_by_done ON population_row (check_id, done, n);

CREATE TABLE population_difference (
    check_id TEXT NOT NULL REFERENCES population_check (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    field TEXT NOT NULL,
    hamlet TEXT NOT NULL,
    ours TEXT NOT NULL,
    theirs TEXT NOT NULL,
    decided TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    level BIGINT NOT NULL,
    PRIMARY KEY (check_id, n, field)
);
CREATE INDEX population_difference_by_field ON population_difference (check_id, field, decided, n);
CREATE INDEX population_difference_by_hamlet ON population_difference (check_id, hamlet, n);
CREATE INDEX population_difference_by_decided ON population_difference (check_id, decided, n);

CREATE TABLE population_write (
    check_id TEXT NOT NULL REFERENCES population_check (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    child_id TEXT NOT NULL,
    before TEXT NOT NULL,
    before_secret TEXT NOT NULL,
    after_version BIGINT NOT NULL,
    back TEXT NOT NULL,
    PRIMARY KEY (check_id, n)
);
CREATE INDEX population_write_by_back ON population_write (check_id, back, n);
CREATE INDEX population_write_by_child ON population_write (child_id);
