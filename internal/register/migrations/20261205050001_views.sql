-- +goose Up
-- A saved filter may be of a register and shared with the unit. about is empty for the list of work, else the name of the
-- register; look is the way to look at the list, an address below that of the list.
ALTER TABLE saved_view ADD COLUMN about TEXT NOT NULL DEFAULT '';
ALTER TABLE saved_view ADD COLUMN look TEXT NOT NULL DEFAULT '';
ALTER TABLE saved_view ADD COLUMN shared BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX saved_view_by_account;
CREATE INDEX saved_view_by_account ON saved_view (unit_id, account_id, dropped, about, name, id);
CREATE INDEX saved_view_by_list ON saved_view (unit_id, about, shared, dropped, name, id);
