-- +goose Up
-- A document on which the unit's work rests, once. doc_key tells it from all others; uses counts the confirmed plans that
-- cite it; ends_on is the last day of force or period, whichever comes first.
CREATE TABLE law_document (
    id          TEXT   NOT NULL PRIMARY KEY,
    unit_id     TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    number      TEXT   NOT NULL,
    number_fold TEXT   NOT NULL,
    year        BIGINT NOT NULL,
    issuer      TEXT   NOT NULL,
    issued_on   TEXT   NOT NULL,
    cited_title TEXT   NOT NULL,
    title       TEXT   NOT NULL,
    period_from BIGINT NOT NULL,
    period_to   BIGINT NOT NULL,
    state       TEXT   NOT NULL,
    valid_from  TEXT   NOT NULL,
    valid_to    TEXT   NOT NULL,
    ends_on     TEXT   NOT NULL,
    note        TEXT   NOT NULL,
    source      TEXT   NOT NULL,
    confidence  TEXT   NOT NULL,
    checked_by  TEXT   NOT NULL,
    checked_at  BIGINT NOT NULL,
    uses        BIGINT NOT NULL,
    doc_key     TEXT   NOT NULL,
    sort_key    TEXT   NOT NULL,
    created_by  TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE UNIQUE INDEX law_document_once ON law_document (unit_id, doc_key);
CREATE INDEX law_document_by_number ON law_document (unit_id, number_fold);
-- Everything that the list counts and filters by stands in one index, so that counting does not read the texts.
CREATE INDEX law_document_counts ON law_document (unit_id, ends_on, state, confidence, year, number_fold, kind);
CREATE INDEX law_document_by_day ON law_document (unit_id, issued_on DESC, year DESC, sort_key, id);
CREATE INDEX law_document_by_sort ON law_document (unit_id, sort_key, id);
CREATE INDEX law_document_by_period ON law_document (unit_id, period_to);
-- A document as one plan cites it, and which of the register it was found to be; empty while nobody knows.
CREATE TABLE law_citation (
    id          TEXT   NOT NULL PRIMARY KEY,
    unit_id     TEXT   NOT NULL,
    plan_id     TEXT   NOT NULL,
    seq         BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    number      TEXT   NOT NULL,
    number_fold TEXT   NOT NULL,
    date_text   TEXT   NOT NULL,
    issuer      TEXT   NOT NULL,
    title       TEXT   NOT NULL,
    document_id TEXT   NOT NULL,
    chosen_by   TEXT   NOT NULL,
    chosen_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX law_citation_once ON law_citation (plan_id, seq);
CREATE INDEX law_citation_by_number ON law_citation (unit_id, number_fold);
CREATE INDEX law_citation_by_document ON law_citation (unit_id, document_id);
-- One document stands to another: from_id rests on, amends, replaces, repeals or guides to_id.
CREATE TABLE law_relation (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    from_id    TEXT   NOT NULL REFERENCES law_document (id) DEFERRABLE INITIALLY DEFERRED,
    to_id      TEXT   NOT NULL REFERENCES law_document (id) DEFERRABLE INITIALLY DEFERRED,
    kind       TEXT   NOT NULL,
    since      TEXT   NOT NULL,
    created_by TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX law_relation_once ON law_relation (from_id, to_id, kind);
CREATE INDEX law_relation_by_to ON law_relation (to_id);
-- What was decided about a proposed review of a programme, so that it is not proposed again.
CREATE TABLE law_review (
    id          TEXT   NOT NULL PRIMARY KEY,
    unit_id     TEXT   NOT NULL,
    document_id TEXT   NOT NULL REFERENCES law_document (id) DEFERRABLE INITIALLY DEFERRED,
    kind        TEXT   NOT NULL,
    link        TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    decided_by  TEXT   NOT NULL,
    decided_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX law_review_once ON law_review (document_id, kind);
-- A table that somebody brought in. table_rows holds the rows while they wait for a decision.
CREATE TABLE law_import (
    id          TEXT   NOT NULL PRIMARY KEY,
    unit_id     TEXT   NOT NULL,
    source_name TEXT   NOT NULL,
    source_hash TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    table_rows  TEXT   NOT NULL,
    added       BIGINT NOT NULL,
    updated     BIGINT NOT NULL,
    created_by  TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE INDEX law_import_by_unit ON law_import (unit_id, id);
-- What an import did to a document: how it was before, empty when it was not there, and its version afterwards.
CREATE TABLE law_import_change (
    id          TEXT   NOT NULL PRIMARY KEY,
    unit_id     TEXT   NOT NULL,
    import_id   TEXT   NOT NULL REFERENCES law_import (id) DEFERRABLE INITIALLY DEFERRED,
    document_id TEXT   NOT NULL,
    before      TEXT   NOT NULL,
    version     BIGINT NOT NULL
);
CREATE INDEX law_import_change_by_import ON law_import_change (import_id);
