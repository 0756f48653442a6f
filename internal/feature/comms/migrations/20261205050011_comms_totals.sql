-- +goose Up
-- The sums of what is there already, kept with the records from now on.
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'product', '+copies', '', SUM(copies) FROM product WHERE dropped = FALSE AND copies IS NOT NULL GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'product', '+reach', '', SUM(reach) FROM product WHERE dropped = FALSE AND reach IS NOT NULL GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'broadcast', '+times', '', SUM(times) FROM broadcast WHERE dropped = FALSE AND times IS NOT NULL GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'training', '+women', '', SUM(women) FROM training WHERE dropped = FALSE AND women IS NOT NULL GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'training', '+men', '', SUM(men) FROM training WHERE dropped = FALSE AND men IS NOT NULL GROUP BY unit_id;
INSERT INTO register_tally (unit_id, register, about, answer, n) SELECT unit_id, 'training', '+spent', '', SUM(spent) FROM training WHERE dropped = FALSE AND spent IS NOT NULL GROUP BY unit_id;
