-- +goose Up
-- How confidential the record is of which a row of the history tells, and the post by which the person acted.
ALTER TABLE audit ADD COLUMN level BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN post_id TEXT NOT NULL DEFAULT '';
