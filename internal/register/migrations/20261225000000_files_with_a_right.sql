-- +goose Up
-- Files of a field with a right are seen by those alone who see such answers.
ALTER TABLE register_file ADD COLUMN level BIGINT NOT NULL DEFAULT 0;
