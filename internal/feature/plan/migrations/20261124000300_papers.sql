-- +goose Up
-- A document that a plan names, once for each line that names it. seq is the document's place among those of the plan.
CREATE TABLE plan_citation (
    id          TEXT   NOT NULL PRIMARY KEY,
    unit_id     TEXT   NOT NULL,
    plan_id     TEXT   NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    seq         BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    number      TEXT   NOT NULL,
    number_fold TEXT   NOT NULL,
    date_text   TEXT   NOT NULL,
    issuer      TEXT   NOT NULL,
    title       TEXT   NOT NULL,
    line        BIGINT NOT NULL
);
CREATE INDEX plan_citation_by_plan ON plan_citation (plan_id, line, seq);
CREATE INDEX plan_citation_by_number ON plan_citation (unit_id, number_fold, plan_id, line);
-- Which work rests on a line.
CREATE INDEX task_by_line ON task (plan_id, line_from, line_to);
