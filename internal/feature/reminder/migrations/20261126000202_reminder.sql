-- +goose Up
-- One step of the ladder for one piece of work and one due date. Work whose date moves begins a new ladder; a step that
-- was given is never given again.
CREATE TABLE reminder (
    id        TEXT    NOT NULL PRIMARY KEY,
    unit_id   TEXT    NOT NULL,
    item_id   TEXT    NOT NULL,
    due_on    TEXT    NOT NULL,
    step      TEXT    NOT NULL,
    given_on  TEXT    NOT NULL,
    year      BIGINT  NOT NULL,
    path      TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    lead      TEXT    NOT NULL,
    requested BOOLEAN NOT NULL,
    private   BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX reminder_by_step ON reminder (item_id, due_on, step);
CREATE INDEX reminder_by_due ON reminder (unit_id, due_on, item_id, step);
CREATE INDEX reminder_by_day ON reminder (unit_id, given_on, id);

-- To whom a step was given. pass_on: the lead body has no account, and the reader passes the words on. read_at is 0 until
-- the person has marked it.
CREATE TABLE reminder_for (
    id          TEXT    NOT NULL PRIMARY KEY,
    unit_id     TEXT    NOT NULL,
    reminder_id TEXT    NOT NULL REFERENCES reminder (id) DEFERRABLE INITIALLY DEFERRED,
    account_id  TEXT    NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    pass_on     BOOLEAN NOT NULL,
    read_at     BIGINT  NOT NULL
);
CREATE UNIQUE INDEX reminder_for_by_reminder ON reminder_for (reminder_id, account_id);
CREATE INDEX reminder_for_by_account ON reminder_for (account_id, unit_id, read_at, id);

-- The one digest that a person gets on a day. address is empty when no mail was written, and why says the reason.
CREATE TABLE reminder_digest (
    id           TEXT   NOT NULL PRIMARY KEY,
    unit_id      TEXT   NOT NULL,
    account_id   TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    account_name TEXT   NOT NULL,
    given_on     TEXT   NOT NULL,
    items        BIGINT NOT NULL,
    address      TEXT   NOT NULL,
    why          TEXT   NOT NULL,
    mail_key     TEXT   NOT NULL
);
CREATE UNIQUE INDEX reminder_digest_by_person ON reminder_digest (account_id, unit_id, given_on);
CREATE INDEX reminder_digest_by_unit ON reminder_digest (unit_id, id);

-- How a person wants to be reminded.
CREATE TABLE reminder_setting (
    account_id TEXT    NOT NULL PRIMARY KEY REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    address    TEXT    NOT NULL,
    mail       BOOLEAN NOT NULL
);
