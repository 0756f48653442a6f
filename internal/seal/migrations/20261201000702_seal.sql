-- +goose Up
-- One link of the chain for each row of the two logs. seq begins at 1 and has no gaps. INTEGER, not BIGINT: on SQLite the
-- table then lies in the order in which it is checked. salt is empty once the values of the row have been erased by law.
CREATE TABLE seal (
    seq    INTEGER NOT NULL PRIMARY KEY,
    log    TEXT    NOT NULL,
    row_id TEXT    NOT NULL,
    form   BIGINT  NOT NULL,
    salt   TEXT    NOT NULL,
    hash   TEXT    NOT NULL
);
CREATE UNIQUE INDEX seal_by_row ON seal (row_id);

-- The end of the chain, in one row. Rows of the history up to backlog_to are older than the chain; those up to backlog_at have
-- been looked at, and both are empty when all are sealed.
CREATE TABLE seal_state (
    id         BIGINT NOT NULL PRIMARY KEY,
    seq        BIGINT NOT NULL,
    hash       TEXT   NOT NULL,
    audits     BIGINT NOT NULL,
    traces     BIGINT NOT NULL,
    backlog_at TEXT   NOT NULL,
    backlog_to TEXT   NOT NULL,
    sealed_at  BIGINT NOT NULL
);
INSERT INTO seal_state (id, seq, hash, audits, traces, backlog_at, backlog_to, sealed_at)
SELECT 1, 0, '', 0, 0, '', COALESCE(MAX(id), ''), 0 FROM audit;

-- The ends of the chain that were given away.
CREATE TABLE seal_head (
    seq    BIGINT NOT NULL PRIMARY KEY,
    hash   TEXT   NOT NULL,
    audits BIGINT NOT NULL,
    traces BIGINT NOT NULL,
    at     BIGINT NOT NULL
);

-- Rows whose values were erased because the law wants it. digest stands for the values in the chain; a row of the
-- history with the same document says who did it.
CREATE TABLE seal_emptied (
    row_id   TEXT   NOT NULL PRIMARY KEY,
    digest   TEXT   NOT NULL,
    document TEXT   NOT NULL,
    at       BIGINT NOT NULL
);

-- The walks along the chain, and what each found.
CREATE TABLE seal_check (
    id         TEXT    NOT NULL PRIMARY KEY,
    asked_by   TEXT    NOT NULL,
    asked_at   BIGINT  NOT NULL,
    ended_at   BIGINT  NOT NULL,
    done       BIGINT  NOT NULL,
    total      BIGINT  NOT NULL,
    intact     BOOLEAN NOT NULL,
    report     TEXT    NOT NULL
);
