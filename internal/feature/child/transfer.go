package child

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// A child moves to another unit in two steps: the unit that has the record proposes, the other one accepts or refuses. Each keeps
// a row of its own under one id, so that neither reads in the other's records: transfer stands with the sender, arrival with the
// receiver, with what is needed to decide and nothing more; that is emptied with the decision.

func init() {
	store.Declare(
		store.Table{Name: "child_transfer", Kind: actor.KindChild, Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Trẻ em chuyển đi", Heads: map[string]string{
			"child_id": "Mã hồ sơ", "to_unit": "Mã đơn vị nhận", "to_name": "Nơi nhận", "why": "Vì sao", "moves_on": "Chuyển từ ngày", "state": "Kết quả",
			"proposed_by": "Người đề nghị", "proposed_at": "Lúc đề nghị", "decided_by": "Người trả lời", "decided_at": "Lúc trả lời", "answer": "Trả lời"}},
		store.Table{Name: "child_arrival", Kind: actor.KindChild, Narrow: store.HideAll, Growing: true, Scoped: true, Events: []string{arrivalKind}, Title: "Trẻ em chuyển đến", Heads: map[string]string{
			"from_unit": "Mã đơn vị gửi", "from_name": "Nơi gửi", "from_code": "Số hồ sơ nơi gửi", "name": "Họ và tên", "birth": "Ngày sinh", "sex": "Giới tính", "mother": "Mẹ", "father": "Cha", "why": "Vì sao",
			"moves_on": "Chuyển từ ngày", "state": "Kết quả", "proposed_by": "Người đề nghị", "proposed_at": "Lúc đề nghị", "decided_by": "Người trả lời", "decided_at": "Lúc trả lời", "answer": "Trả lời",
			"child_id": "Mã hồ sơ đã lập", "child_version": "Phiên bản lúc tiếp nhận"}},
	)
}

// arrivalKind is the kind of the history rows about arrivals.
const arrivalKind = "child_arrival"

// What became of a transfer.
const (
	waits     = "cho"
	accepted  = "nhan"
	refused   = "tu-choi"
	withdrawn = "rut"
	givenBack = "tra"
)

// transferWords are the states as both sides read them.
var transferWords = map[string]string{waits: "chờ nơi nhận trả lời", accepted: "đã tiếp nhận", refused: "nơi nhận từ chối", withdrawn: "đã rút đề nghị", givenBack: "nơi nhận đã trả lại"}

// transfer is what the unit that sends a child keeps.
type transfer struct {
	ID         string        `db:"id"`
	ChildID    string        `db:"child_id"`
	ToUnit     string        `db:"to_unit"` // empty for a place that does not work in this installation
	ToName     string        `db:"to_name"`
	Why        string        `db:"why"`
	MovesOn    day.Day       `db:"moves_on"`
	State      string        `db:"state"`
	ProposedBy string        `db:"proposed_by"`
	ProposedAt store.Instant `db:"proposed_at"`
	DecidedBy  string        `db:"decided_by"`
	DecidedAt  store.Instant `db:"decided_at"`
	Answer     string        `db:"answer"`
}

// arrival is what the unit that receives a child sees. Name to Father are empty once it has decided.
type arrival struct {
	ID         string        `db:"id"`
	UnitID     string        `db:"unit_id"`
	FromUnit   string        `db:"from_unit"`
	FromName   string        `db:"from_name"`
	FromCode   string        `db:"from_code"`
	Name       string        `db:"name"`
	Birth      string        `db:"birth"`
	Sex        string        `db:"sex"`
	Mother     string        `db:"mother"`
	Father     string        `db:"father"`
	Why        string        `db:"why"`
	MovesOn    day.Day       `db:"moves_on"`
	State      string        `db:"state"`
	ProposedBy string        `db:"proposed_by"`
	ProposedAt store.Instant `db:"proposed_at"`
	DecidedBy  string        `db:"decided_by"`
	DecidedAt  store.Instant `db:"decided_at"`
	Answer     string        `db:"answer"`
	ChildID    string        `db:"child_id"`
	Version    int64         `db:"child_version"` // of the record as it was accepted
}

const (
	transferColumns = "t.id, t.child_id, t.to_unit, t.to_name, t.why, t.moves_on, t.state, t.proposed_by, t.proposed_at, t.decided_by, t.decided_at, t.answer FROM child_transfer t"
	arrivalColumns  = "a.id, a.unit_id, a.from_unit, a.from_name, a.from_code, a.name, a.birth, a.sex, a.mother, a.father, a.why, a.moves_on, a.state, a.proposed_by, a.proposed_at, a.decided_by, a.decided_at, a.answer, a.child_id, a.child_version FROM child_arrival a"
)

var (
	transferAdd = store.Change("child.transfer.add", `INSERT INTO child_transfer (id, unit_id, child_id, to_unit, to_name, why, moves_on, state, proposed_by, proposed_at, decided_by, decided_at, answer)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 'cho', $8, $9, '', 0, '')`)
	transferGet    = store.Query("child.transfer.get", `SELECT `+transferColumns+` WHERE t.id = $1 AND {scope:t}`)
	transferOpen   = store.Query("child.transfer.open", `SELECT `+transferColumns+` WHERE t.child_id = $1 AND t.state = 'cho' AND {scope:t}`)
	transfersOf    = store.Query("child.transfer.of_child", `SELECT `+transferColumns+` WHERE t.child_id = $1 AND {scope:t} ORDER BY t.id DESC LIMIT $2`)
	transferDecide = store.Change("child.transfer.decide", `UPDATE child_transfer AS t SET state = $1, decided_by = $2, decided_at = $3, answer = $4 WHERE t.id = $5 AND t.state = $6 AND {scope:t}`)

	arrivalAdd = store.Change("child.arrival.add", `INSERT INTO child_arrival (id, unit_id, from_unit, from_name, from_code, name, birth, sex, mother, father, why, moves_on, state, proposed_by, proposed_at, decided_by, decided_at, answer, child_id, child_version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'cho', $13, $14, '', 0, '', '', 0)`)
	arrivalGet     = store.Query("child.arrival.get", `SELECT `+arrivalColumns+` WHERE a.id = $1 AND {scope:a}`)
	arrivalOf      = store.Query("child.arrival.of_child", `SELECT `+arrivalColumns+` WHERE a.child_id = $1 AND {scope:a} ORDER BY a.id DESC LIMIT 1`)
	arrivalsIn     = store.Query("child.arrival.in_state", `SELECT `+arrivalColumns+` WHERE {scope:a} AND a.unit_id = $1 AND a.state = $2 ORDER BY a.id LIMIT $3`)
	arrivalsPast   = store.Query("child.arrival.past", `SELECT `+arrivalColumns+` WHERE {scope:a} AND a.unit_id = $1 AND a.state IN ('nhan', 'tu-choi', 'rut', 'tra') ORDER BY a.id DESC LIMIT $2`)
	arrivalDecide  = store.Change("child.arrival.decide", `UPDATE child_arrival AS a SET state = $1, decided_by = $2, decided_at = $3, answer = $4, child_id = $5, child_version = $6, name = '', birth = '', sex = '', mother = '', father = '' WHERE a.id = $7 AND a.state = $8 AND {scope:a}`)
	arrivalsSample = store.Query("child.arrival.sample", `SELECT a.id FROM child_arrival a WHERE {scope:a} ORDER BY a.id DESC LIMIT 1`, store.Whole("reads one row along the primary key, for tests that open every page"))
)

// SampleArrival is the newest arrival that the source sees, for tests that open every page; empty without one.
func SampleArrival(ctx context.Context, from store.Source) (string, error) {
	id, _, err := store.Find[string](ctx, from, arrivalsSample)
	return id, err
}

// Units says where a child can move to.
type Units interface {
	// Living are the units of the installation on a day.
	Living(ctx context.Context, today day.Day) ([]web.Unit, error)
	// Places are communes by their name of today or an earlier one, the likeliest first.
	Places(typed string, today day.Day) ([]Place, error)
}

// Place is a commune to which a child can move.
type Place struct {
	ID   string // of the place
	Name string // "phường Mỹ Hào, tỉnh Hưng Yên"
	Was  string // the earlier commune whose name was typed; empty for a name of today
}

// Arriving is a child of another unit that waits for an answer.
type Arriving struct {
	ID, From, Path string
	Since          day.Day
}

// Waiting are the arrivals of the source's unit that nobody has answered, the oldest first.
func Waiting(ctx context.Context, from store.Source, unitID string, most int) ([]Arriving, error) {
	list, err := store.List[arrival](ctx, from, arrivalsIn, unitID, waits, most)
	out := make([]Arriving, len(list))
	for i, a := range list {
		out[i] = Arriving{ID: a.ID, From: a.FromName, Path: arrivalPath + "/" + a.ID, Since: day.At(a.ProposedAt.Time)}
	}
	return out, err
}
