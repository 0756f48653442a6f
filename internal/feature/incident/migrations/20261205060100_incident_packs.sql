-- +goose Up
-- The version of the code lists from which kind and place were taken; records of before took those that the program brought.
ALTER TABLE incident ADD COLUMN kind_pack TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN place_pack TEXT NOT NULL DEFAULT '';
UPDATE incident SET kind_pack = '1' WHERE kind <> '';
UPDATE incident SET place_pack = '1' WHERE place <> '';
