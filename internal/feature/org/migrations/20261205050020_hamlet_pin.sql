-- +goose Up
-- Where the hamlet lies, for the maps: millionths of a degree, 0 while nobody has said where.
ALTER TABLE hamlet ADD COLUMN pin BIGINT NOT NULL DEFAULT 0;
ALTER TABLE hamlet ADD COLUMN pin_lon BIGINT NOT NULL DEFAULT 0;
