package population

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// Kind is the stored word of checks in the history and in the log of reads.
const Kind = "population_check"

func init() {
	store.Declare(
		store.Table{Name: Kind, Scoped: true, Growing: true, Kind: actor.KindChild, Narrow: store.HideAll, Title: "Lần đối chiếu dân cư", Events: []string{Kind}, Secret: []string{"numbers_secret"},
			Heads: map[string]string{"source": "Nguồn", "source_name": "Tên tệp", "source_hash": "Dấu vân tay của tệp", "paper": "Văn bản số", "paper_on": "Ngày văn bản", "columns": "Cột đã đọc", "state": "Tình trạng",
				"total": "Số dòng", "taken": "Trẻ em", "adults": "Người từ đủ 16 tuổi", "elsewhere": "Người ở nơi khác", "unread": "Dòng không đọc được", "notes": "Ghi chú về dòng", "has_secret": "Có mục riêng",
				"confirmed": "Đã xác nhận đúng tệp của đơn vị", "reached": "Đã ghi đến dòng", "numbers": "Số liệu", "numbers_secret": "Số liệu của mục riêng", "written_by": "Người ghi", "written_at": "Lúc ghi",
				"undone_by": "Người hoàn tác", "undone_at": "Lúc hoàn tác", "trimmed_at": "Lúc xóa các dòng"}},
		store.Table{Name: "population_row", Scoped: true, Growing: true, Private: true, Kind: actor.KindChild, Narrow: store.HideAll, Secret: []string{"ethnic"}},
		store.Table{Name: "population_difference", Scoped: true, Growing: true, Private: true, Kind: actor.KindChild, Narrow: store.HideAll, Level: "level"},
		store.Table{Name: "population_write", Scoped: true, Growing: true, Private: true, Kind: actor.KindChild, Narrow: store.HideAll, Secret: []string{"before_secret"}},
	)
}

const (
	checkColumns = `k.id, k.unit_id, k.source_name, k.source_hash, k.paper, k.paper_on, k.columns, k.state, k.total, k.taken, k.adults, k.elsewhere, k.unread, k.notes, k.has_secret, k.confirmed, k.reached,
		k.numbers, {see:k.numbers_secret} AS numbers_secret, k.created_by, k.created_at, k.written_by, k.written_at, k.undone_by, k.undone_at, k.trimmed_at, k.version`
	rowColumns = `w.n, w.name, w.birth, w.sex, w.person_number, {see:w.ethnic} AS ethnic, w.home, w.hamlet, w.father, w.mother, w.standing, w.wrong, w.tier, w.judged, w.candidates, w.child_id, w.weight, w.evidence,
		w.compared, w.done, w.words, w.version`
	rowsFrom        = `SELECT ` + rowColumns + ` FROM population_row w WHERE w.check_id = $1 AND {scope:w} AND `
	differenceFrom  = `SELECT d.n, d.field, d.hamlet, d.ours, d.theirs, d.decided, d.reason, d.decided_by, d.level FROM population_difference d WHERE d.check_id = $1 AND {scope:d} AND `
	liveRow         = `(w.tier = 'sure' OR w.judged = 'yes')`
	childrenHere    = `{scope:c} AND c.unit_id = $2 AND c.dropped = FALSE AND c.state = 'quan-ly' AND NOT EXISTS (SELECT 1 FROM population_row w WHERE w.check_id = $1 AND w.child_id = c.id AND w.child_id > '' AND {scope:w})`
	openDifference  = `EXISTS (SELECT 1 FROM population_difference d WHERE d.check_id = w.check_id AND d.n = w.n AND d.decided = '' AND {scope:d})`
	shownDifference = `d.check_id = $1 AND {scope:d} AND ($2 = '' OR d.field = $2) AND ($3 = '' OR d.hamlet = $3) AND (($4 = '') = (d.decided = ''))`
)

var (
	checkAdd = store.Change("population.check.add", `INSERT INTO population_check (id, unit_id, source, source_name, source_hash, paper, paper_on, columns, state, total, taken, adults, elsewhere, unread, notes, has_secret, confirmed, reached,
		numbers, numbers_secret, account_id, created_by, created_at, written_by, written_at, undone_by, undone_at, trimmed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'receiving', $9, $10, $11, $12, $13, $14, $15, FALSE, 0, '', '', $16, $17, $18, '', 0, '', 0, 0, 1)`)
	checkGet  = store.Query("population.check.get", `SELECT `+checkColumns+` FROM population_check k WHERE k.id = $1 AND {scope:k}`)
	checkList = store.Query("population.check.list", `SELECT `+checkColumns+` FROM population_check k WHERE {scope:k} AND k.unit_id = $1 ORDER BY k.id DESC LIMIT 30`)
	checkSame = store.Query("population.check.same", `SELECT `+checkColumns+` FROM population_check k WHERE {scope:k} AND k.unit_id = $1 AND k.source_hash = $2 AND k.id < $3 AND k.state <> 'dropped' ORDER BY k.id DESC LIMIT 1`)
	// checkStep takes a check from one state to another or lets it stand, and keeps everybody else away until the change commits.
	checkStep    = store.Change("population.check.step", `UPDATE population_check AS k SET state = $1, reached = $2, version = version + 1 WHERE k.id = $3 AND k.state = $4 AND {scope:k}`)
	checkConfirm = store.Change("population.check.confirm", `UPDATE population_check AS k SET confirmed = TRUE, version = version + 1 WHERE k.id = $1 AND k.confirmed = FALSE AND {scope:k}`)
	checkWritten = store.Change("population.check.written", `UPDATE population_check AS k SET written_by = $1, written_at = $2 WHERE k.id = $3 AND {scope:k}`)
	checkUndone  = store.Change("population.check.undone", `UPDATE population_check AS k SET undone_by = $1, undone_at = $2 WHERE k.id = $3 AND {scope:k}`)
	checkNumbers = store.Change("population.check.numbers", `UPDATE population_check AS k SET numbers = $1, numbers_secret = $2 WHERE k.id = $3 AND {scope:k}`)
	checkTrim    = store.Change("population.check.trim", `UPDATE population_check AS k SET trimmed_at = $1, notes = '' WHERE k.id = $2 AND {scope:k}`)
	checkOld     = store.Query("population.check.old", `SELECT `+checkColumns+` FROM population_check k WHERE {scope:k} AND k.trimmed_at = 0 AND k.created_at < $1 ORDER BY k.created_at LIMIT 20`)

	rowAdd = store.Change("population.row.add", `INSERT INTO population_row (check_id, unit_id, n, name, birth, sex, person_number, ethnic, home, hamlet, father, mother, standing, wrong, tier, judged, candidates, child_id, weight, evidence, compared, done, words, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'wait', '', '', '', 0, '', FALSE, '', '', 1)`)
	rowGet       = store.Query("population.row.get", rowsFrom+`w.n = $2`)
	rowsWait     = store.Query("population.row.wait", rowsFrom+`w.tier = 'wait' AND w.judged = '' ORDER BY w.n LIMIT $2`)
	rowsCompare  = store.Query("population.row.compare", rowsFrom+`w.compared = FALSE AND w.tier = 'sure' ORDER BY w.n LIMIT $2`)
	rowOfChild   = store.Query("population.row.of_child", rowsFrom+`w.child_id = $2 AND w.child_id > ''`)
	rowsOf       = store.Query("population.row.of_tier", rowsFrom+`w.tier = $2 AND w.judged = $3 ORDER BY w.n LIMIT $4 OFFSET $5`)
	rowsMissing  = store.Query("population.row.missing", rowsFrom+`(w.tier = 'none' OR w.judged = 'no') ORDER BY w.n LIMIT $2 OFFSET $3`)
	rowsWrong    = store.Query("population.row.wrong", rowsFrom+`w.wrong > '' ORDER BY w.n LIMIT $2`)
	rowsFailed   = store.Query("population.row.failed", rowsFrom+`w.done IN ('doi', 'loi') ORDER BY w.n LIMIT $2`)
	rowsReady    = store.Query("population.row.ready", rowsFrom+`w.done = '' AND w.n > $2 AND `+liveRow+` AND NOT `+openDifference+` ORDER BY w.n LIMIT $3`)
	rowsDiffer   = store.Query("population.row.differ", `SELECT `+rowColumns+` FROM population_row w WHERE w.check_id = $1 AND {scope:w} AND w.done = '' AND EXISTS (SELECT 1 FROM population_difference d WHERE d.n = w.n AND `+shownDifference+`) ORDER BY w.n LIMIT $5 OFFSET $6`)
	rowsDiffered = store.Query("population.row.differ_count", `SELECT COUNT(*) AS n FROM population_row w WHERE w.check_id = $1 AND {scope:w} AND w.done = '' AND EXISTS (SELECT 1 FROM population_difference d WHERE d.n = w.n AND `+shownDifference+`)`)
	rowSettle    = store.Change("population.row.settle", `UPDATE population_row AS w SET tier = $1, child_id = $2, weight = $3, evidence = $4, candidates = $5 WHERE w.check_id = $6 AND w.n = $7 AND {scope:w}`)
	rowCompared  = store.Change("population.row.compared", `UPDATE population_row AS w SET compared = TRUE WHERE w.check_id = $1 AND w.n = $2 AND {scope:w}`)
	rowJudge     = store.Change("population.row.judge", `UPDATE population_row AS w SET judged = $1, child_id = $2, compared = TRUE, version = version + 1 WHERE w.check_id = $3 AND w.n = $4 AND w.version = $5 AND w.judged = '' AND w.done = '' AND {scope:w}`)
	rowDecide    = store.Change("population.row.decide", `UPDATE population_row AS w SET version = version + 1 WHERE w.check_id = $1 AND w.n = $2 AND w.version = $3 AND w.done = '' AND {scope:w}`)
	rowsDone     = store.ChangeRows("population.row.done_rows", `UPDATE population_row AS w SET done = v.column2, words = v.column3, version = w.version + 1 FROM (VALUES`, `(CAST(#1 AS BIGINT), CAST(#2 AS TEXT), CAST(#3 AS TEXT))`,
		`) AS v WHERE w.check_id = $1 AND w.n = v.column1 AND {scope:w}`)
	rowClear = store.Change("population.row.clear", `DELETE FROM population_row AS w WHERE w.check_id = $1 AND w.n IN (SELECT x.n FROM population_row x WHERE x.check_id = $1 AND {scope:x} ORDER BY x.n LIMIT $2) AND {scope:w}`)
	rowSums  = store.Query("population.row.sums", `SELECT w.tier, w.judged, w.done, COUNT(*) AS n, COALESCE(SUM(CASE WHEN `+openDifference+` THEN 1 ELSE 0 END), 0) AS open FROM population_row w
		WHERE w.check_id = $1 AND {scope:w} GROUP BY w.tier, w.judged, w.done`)
	rowsLeft = store.Query("population.row.left", `SELECT COUNT(*) AS n FROM population_row w WHERE w.check_id = $1 AND {scope:w} AND (w.tier = 'wait' OR w.tier = 'sure' AND w.compared = FALSE)`)

	differenceAdd   = store.Change("population.difference.add", `INSERT INTO population_difference (check_id, unit_id, n, field, hamlet, ours, theirs, decided, reason, decided_by, level) VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', '', $8)`)
	differenceOf    = store.Query("population.difference.of_row", differenceFrom+`d.n = $2 ORDER BY d.field`)
	differencesSpan = store.Query("population.difference.span", differenceFrom+`d.n BETWEEN $2 AND $3 ORDER BY d.n, d.field`)
	differenceSet   = store.Change("population.difference.decide", `UPDATE population_difference AS d SET decided = $1, reason = $2, decided_by = $3 WHERE d.check_id = $4 AND d.n = $5 AND d.field = $6 AND {scope:d}`)
	differenceAll   = store.Change("population.difference.accept_all", `UPDATE population_difference AS d SET decided = 'nhan', reason = '', decided_by = $1 WHERE d.check_id = $2 AND d.field = $3 AND ($4 = '' OR d.hamlet = $4) AND d.decided = '' AND {scope:d}`)
	differenceBump  = store.Change("population.row.accept_all", `UPDATE population_row AS w SET version = version + 1 WHERE w.check_id = $1 AND w.done = '' AND {scope:w} AND EXISTS
		(SELECT 1 FROM population_difference d WHERE d.check_id = w.check_id AND d.n = w.n AND d.field = $2 AND ($3 = '' OR d.hamlet = $3) AND d.decided = '' AND {scope:d})`)
	differenceClear = store.Change("population.difference.clear", `DELETE FROM population_difference AS d WHERE d.check_id = $1 AND {scope:d}`)
	differenceSums  = store.Query("population.difference.sums", `SELECT d.field, d.decided, d.level, COUNT(*) AS n FROM population_difference d WHERE d.check_id = $1 AND {scope:d} GROUP BY d.field, d.decided, d.level`)
	differenceCount = store.Query("population.difference.count", `SELECT COUNT(*) AS n FROM population_difference d WHERE d.check_id = $1 AND {scope:d} AND d.field = $2 AND ($3 = '' OR d.hamlet = $3) AND d.decided = ''`)

	writeRows      = store.ChangeRows("population.write.add_rows", `INSERT INTO population_write (check_id, unit_id, n, child_id, before, before_secret, after_version, back) VALUES`, `($1, $2, #1, #2, #3, #4, #5, '')`, "")
	writesBack     = store.Query("population.write.standing", `SELECT v.n, v.child_id, v.before, {see:v.before_secret} AS before_secret, v.after_version FROM population_write v WHERE v.check_id = $1 AND {scope:v} AND v.back = '' ORDER BY v.n LIMIT $2`)
	writesBackRows = store.ChangeRows("population.write.back_rows", `UPDATE population_write AS w SET back = v.column2 FROM (VALUES`, `(CAST(#1 AS BIGINT), CAST(#2 AS TEXT))`, `) AS v WHERE w.check_id = $1 AND w.n = v.column1 AND {scope:w}`)
	writeTrim      = store.Change("population.write.trim", `DELETE FROM population_write AS v WHERE v.check_id IN (SELECT k.id FROM population_check k WHERE k.written_at > 0 AND k.written_at < $1 AND {scope:k}) AND {scope:v}`)
	writeSums      = store.Query("population.write.sums", `SELECT v.back, COUNT(*) AS n FROM population_write v WHERE v.check_id = $1 AND {scope:v} GROUP BY v.back`)

	numbersHeld = store.Query("population.child.numbers", `SELECT c.id, c.number, c.name, c.birth, c.person_number FROM child c WHERE {scope:c} AND c.unit_id = $1 AND c.dropped = FALSE AND c.person_number IN (`+marks(2, atOnce)+`)`)
	childrenNew = store.Query("population.child.only_here", `SELECT c.id, c.number, c.name, c.birth, c.sex, c.person_number, c.hamlet, c.address, c.mother, c.father, c.residence, c.consent FROM child c WHERE `+childrenHere+` ORDER BY c.name_key, c.id LIMIT $3 OFFSET $4`)
	childrenAll = store.Query("population.child.kept", `SELECT COUNT(*) AS n FROM child c WHERE {scope:c} AND c.unit_id = $1 AND c.dropped = FALSE AND c.state = 'quan-ly'`)
	childrenSum = store.Query("population.child.only_here_count", `SELECT COUNT(*) AS n FROM child c WHERE `+childrenHere)
)
