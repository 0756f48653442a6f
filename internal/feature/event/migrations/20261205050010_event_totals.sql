-- +goose Up
-- The sums of what is there already, kept with the records from now on.
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'event', '+budget', '', SUM(budget) FROM event WHERE dropped = FALSE AND budget IS NOT NULL GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'event', '+spent', '', SUM(spent) FROM event WHERE dropped = FALSE AND spent IS NOT NULL GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'event', '+boys', '', SUM(boys) FROM event WHERE dropped = FALSE AND boys IS NOT NULL GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'event', '+girls', '', SUM(girls) FROM event WHERE dropped = FALSE AND girls IS NOT NULL GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'event', '+adults', '', SUM(adults) FROM event WHERE dropped = FALSE AND adults IS NOT NULL GROUP BY unit_id;
