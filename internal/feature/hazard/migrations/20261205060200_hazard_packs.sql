-- +goose Up
-- The version of the code list from which the kind was taken; sites of before took that which the program brought.
ALTER TABLE hazard ADD COLUMN kind_pack TEXT NOT NULL DEFAULT '';
UPDATE hazard SET kind_pack = '1' WHERE kind <> '';
