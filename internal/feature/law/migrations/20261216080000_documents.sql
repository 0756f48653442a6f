-- +goose Up
-- The documents become records of the register engine. The number of a document is its symbol from now on; number counts the
-- records of the unit. in_force is what somebody knows of its force, state how it stands today: the program brings that up to
-- the day when it starts.
ALTER TABLE law_document RENAME COLUMN number TO symbol;
ALTER TABLE law_document RENAME COLUMN period_from TO period;
ALTER TABLE law_document RENAME COLUMN state TO in_force;
ALTER TABLE law_document ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE law_document ADD COLUMN state TEXT NOT NULL DEFAULT 'chua';
ALTER TABLE law_document ADD COLUMN state_by TEXT NOT NULL DEFAULT '';
ALTER TABLE law_document ADD COLUMN state_on TEXT NOT NULL DEFAULT '';
ALTER TABLE law_document ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE law_document ADD COLUMN dropped BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE law_document ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE law_document ADD COLUMN ends_key TEXT NOT NULL DEFAULT '';
ALTER TABLE law_document ADD COLUMN warn_on TEXT NOT NULL DEFAULT '';
ALTER TABLE law_document ADD COLUMN unclear TEXT NOT NULL DEFAULT '';
DROP INDEX law_document_once;
DROP INDEX law_document_by_number;
DROP INDEX law_document_counts;
DROP INDEX law_document_by_day;
DROP INDEX law_document_by_sort;
UPDATE law_document SET number = o.place FROM (SELECT id AS document, ROW_NUMBER() OVER (PARTITION BY unit_id ORDER BY created_at, id) AS place FROM law_document) AS o WHERE o.document = law_document.id;
UPDATE law_document SET in_force = CASE in_force WHEN 'valid' THEN 'con' WHEN 'partial' THEN 'mot-phan' WHEN 'expired' THEN 'het' ELSE '' END;
UPDATE law_document SET name = kind || ' ' || symbol, updated_at = created_at, ends_key = CASE WHEN ends_on = '' THEN '9' ELSE ends_on END,
    title = CASE WHEN title = '' THEN cited_title ELSE title END,
    state = CASE in_force WHEN '' THEN 'chua' WHEN 'het' THEN CASE WHEN valid_to = '' THEN 'het' ELSE 'con' END ELSE in_force END,
    unclear = CASE WHEN year = 0 OR EXISTS (SELECT 1 FROM law_citation c WHERE c.unit_id = law_document.unit_id AND c.number_fold = law_document.number_fold AND c.document_id = '') THEN '1' ELSE '' END;
CREATE UNIQUE INDEX law_document_by_number ON law_document (unit_id, number);
CREATE UNIQUE INDEX law_document_once ON law_document (unit_id, doc_key) WHERE dropped = FALSE;
CREATE INDEX law_document_by_fold ON law_document (unit_id, number_fold);
INSERT INTO register_number (unit_id, register, n) SELECT unit_id, 'law_document', COUNT(*) FROM law_document GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'law_document', '', '', COUNT(*) FROM law_document GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'law_document', 'state', state, COUNT(*) FROM law_document GROUP BY unit_id, state;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'law_document', 'kind', kind, COUNT(*) FROM law_document GROUP BY unit_id, kind;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'law_document', 'confidence', confidence, COUNT(*) FROM law_document GROUP BY unit_id, confidence;
CREATE INDEX law_document_by_state ON law_document (unit_id, dropped, state, issued_on, id);
CREATE INDEX law_document_by_kind ON law_document (unit_id, dropped, kind, issued_on, id);
CREATE INDEX law_document_by_confidence ON law_document (unit_id, dropped, confidence, issued_on, id);
CREATE INDEX law_document_by_issued_on ON law_document (unit_id, dropped, issued_on, id);
CREATE INDEX law_document_by_sort_key ON law_document (unit_id, dropped, sort_key, id);
CREATE INDEX law_document_by_ends_key ON law_document (unit_id, dropped, ends_key, id);
CREATE INDEX law_document_by_uses ON law_document (unit_id, dropped, uses, id);
CREATE INDEX law_document_by_ends_on ON law_document (unit_id, dropped, ends_on, id);
CREATE INDEX law_document_by_warn_on ON law_document (unit_id, dropped, warn_on, id);
