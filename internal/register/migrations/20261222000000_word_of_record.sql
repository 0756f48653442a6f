-- +goose Up
-- The words of one record are found by the record: without the unit in the index, SQLite went through all words of the unit.
DROP INDEX register_word_by_record;
CREATE INDEX register_word_by_record ON register_word (record_id, unit_id, word);
