package register

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(store.Table{Name: "register_external", Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Mã ngoài của các sổ", Heads: map[string]string{
		"register": "Sổ", "source": "Nguồn", "key": "Mã ở nguồn"}})
}

// externalKey is the name that another program has for a record.
type externalKey struct {
	Source string `json:"source" db:"source"`
	Key    string `json:"key" db:"key"`
}

var (
	externalAdd = store.Change("register.external.add", `INSERT INTO register_external (unit_id, register, source, key, record_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (unit_id, register, source, key) DO NOTHING`)
	externalFind = store.Query("register.external.find", `SELECT x.record_id FROM register_external x WHERE x.unit_id = $1 AND x.register = $2 AND x.source = $3 AND x.key = $4 AND {scope:x}`)
	externalList = store.Query("register.external.of_record", `SELECT x.source, x.key FROM register_external x WHERE x.record_id = $1 AND {scope:x} ORDER BY x.source, x.key LIMIT 20`)
	externalDrop = store.Change("register.external.drop", `DELETE FROM register_external AS x WHERE x.unit_id = $1 AND x.register = $2 AND x.source = $3 AND x.key = $4 AND {scope:x}`)
)

func externalOf(ctx context.Context, from store.Source, recordID string) ([]externalKey, error) {
	return store.List[externalKey](ctx, from, externalList, recordID)
}

var sourceShape = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,39}$`)

// check says what is wrong with an external key.
func (k externalKey) check() error {
	var f errs.Form
	if !sourceShape.MatchString(k.Source) {
		f.Add("source", "source là tên của nguồn: chữ thường không dấu, số, dấu chấm, gạch ngang, nhiều nhất 40 ký tự")
	}
	bad := !utf8.ValidString(k.Key) || k.Key != vi.NFC(k.Key)
	for _, c := range k.Key {
		bad = bad || unicode.IsControl(c)
	}
	if n := utf8.RuneCountInString(k.Key); bad || n < 1 || n > 100 {
		f.Add("key", "key là mã của mục ở nguồn, 1 đến 100 ký tự, không có khoảng trắng ở hai đầu")
	}
	return f.Err()
}

func keyOf(r *web.Request) (externalKey, error) {
	k := externalKey{r.PathValue("source"), r.PathValue("key")}
	return k, k.check()
}

// byKey finds the record of an external key; found is false when there is none, or none any more.
func (g *Register) byKey(ctx context.Context, from store.Source, unitID string, k externalKey) (rec Record, found bool, err error) {
	id, found, err := store.Find[string](ctx, from, externalFind, unitID, g.Name, k.Source, k.Key)
	if err != nil || !found {
		return rec, false, err
	}
	rec, err = g.Get(ctx, from, id)
	if errs.Is(err, errs.NotFound) {
		return rec, false, nil
	}
	return rec, err == nil, err
}

func (g *Register) apiByKey(r *web.Request) (apiAnswer, error) {
	if err := noQuery(r); err != nil {
		return apiAnswer{}, err
	}
	k, err := keyOf(r)
	if err != nil {
		return apiAnswer{}, err
	}
	rec, found, err := g.byKey(r.Context(), r.Reader(), r.Unit.ID, k)
	if err != nil {
		return apiAnswer{}, err
	}
	if !found {
		return apiAnswer{}, errs.Newf(errs.NotFound, "Chưa có %s nào mang mã ngoài này.", g.One)
	}
	return g.answerRecord(r, rec.ID, http.StatusOK)
}

// upsert writes a record under its external key: a new one, or new answers of the one that is there. Answers that were not sent
// stay. Whoever keeps the key has said which record it is, so nothing near is asked about.
func (g *Register) upsert(ctx context.Context, tx *store.Tx, r *web.Request, k externalKey, typed map[string]string) (carried, error) {
	now, found, err := g.byKey(ctx, tx, r.Unit.ID, k)
	switch {
	case err != nil:
		return carried{}, err
	case !found:
		return g.addUnder(ctx, tx, r, k, typed)
	case now.Dropped:
		return carried{}, errs.Newf(errs.Conflict, "%s đang ở thùng rác. Lấy lại (POST …/lay-lai) rồi gửi lại.", now.Code())
	}
	out := carried{Status: http.StatusOK, Record: now.ID}
	if changedIt, err := g.editIfNew(ctx, tx, r, now, typed); err != nil || !changedIt {
		out.Other = same
		return out, err
	}
	return out, nil
}

// same marks that of an upsert that changed nothing.
const same = "same"

func (g *Register) addUnder(ctx context.Context, tx *store.Tx, r *web.Request, k externalKey, typed map[string]string) (carried, error) {
	rec, err := g.Add(ctx, tx, r.Unit.ID, typed, r.Today())
	if err != nil {
		return carried{}, err
	}
	if _, err := tx.Exec(ctx, externalDrop, r.Unit.ID, g.Name, k.Source, k.Key); err != nil { // of a record that is gone
		return carried{}, err
	}
	n, err := tx.Exec(ctx, externalAdd, r.Unit.ID, g.Name, k.Source, k.Key, rec.ID, tx.Now())
	if err != nil {
		return carried{}, err
	}
	if n != 1 {
		return carried{}, errs.New(errs.Conflict, "Một lời gọi khác vừa ghi mã ngoài này. Chưa ghi gì; gửi lại.")
	}
	entry := store.Entry{Kind: g.Name, ID: rec.ID, UnitID: rec.UnitID, Action: "Ghi mã ngoài", After: told{{"Mã ngoài", k.Source + " " + k.Key}}}
	return carried{Status: http.StatusCreated, Record: rec.ID}, tx.Audit(ctx, entry)
}

func (g *Register) apiUpsert(r *web.Request) (apiAnswer, error) {
	k, err := keyOf(r)
	if err != nil {
		return apiAnswer{}, err
	}
	b, err := readBody(r)
	if err != nil {
		return apiAnswer{}, err
	}
	if err := b.only("fields"); err != nil {
		return apiAnswer{}, err
	}
	typed, err := g.answers(b.of, g.asked())
	if err != nil {
		return apiAnswer{}, err
	}
	return g.change(r, b, false, func(ctx context.Context, tx *store.Tx) (carried, error) { return g.upsert(ctx, tx, r, k, typed) })
}

// batchResult is what became of one record of a batch.
type batchResult struct {
	Key    string             `json:"key"`
	Status int                `json:"status"` // that a call of its own would have had
	Result string             `json:"result"` // created, changed, same or refused
	ID     string             `json:"id,omitempty"`
	Detail string             `json:"detail,omitempty"`
	Errors []web.ProblemField `json:"errors,omitempty"`
}

type batchAnswer struct {
	Items   []batchResult `json:"items"`
	Created int           `json:"created"`
	Changed int           `json:"changed"`
	Same    int           `json:"same"`
	Refused int           `json:"refused"`
}

// apiBatch writes up to batchRows records under their external keys, each in a change of its own: what is wrong with one
// stops no other, and nobody else waits for all of them.
func (g *Register) apiBatch(r *web.Request) (apiAnswer, error) {
	b, err := readBody(r)
	if err != nil {
		return apiAnswer{}, err
	}
	if err := b.only("source", "items"); err != nil {
		return apiAnswer{}, err
	}
	source, err := b.text("source")
	if err != nil {
		return apiAnswer{}, err
	}
	items, ok := b.of["items"].([]any)
	if !ok || len(items) == 0 || len(items) > batchRows {
		return apiAnswer{}, invalidAt("items", "items là một mảng có từ 1 đến %d mục", batchRows)
	}
	key, err := onceKey(r, true)
	if err != nil {
		return apiAnswer{}, err
	}
	var out batchAnswer
	for i, item := range items {
		res, err := g.batchItem(r, source, item, key, strconv.Itoa(i))
		if err != nil {
			return apiAnswer{}, err
		}
		out.count(res)
	}
	return apiAnswer{body: out}, nil
}

func (a *batchAnswer) count(res batchResult) {
	a.Items = append(a.Items, res)
	switch res.Result {
	case "created":
		a.Created++
	case "changed":
		a.Changed++
	case same:
		a.Same++
	default:
		a.Refused++
	}
}

// batchItem writes one of a batch. err is a failing machine; what is wrong with the item stands in its result.
func (g *Register) batchItem(r *web.Request, source string, item any, key, at string) (batchResult, error) {
	of, _ := item.(map[string]any)
	one := sentBody{of: of}
	k := externalKey{Source: source}
	k.Key, _ = of["key"].(string)
	done, err := func() (carried, error) {
		if of == nil {
			return carried{}, invalidAt("items", "Mỗi mục là một đối tượng {\"key\": …, \"fields\": {…}}")
		}
		if err := errors.Join(one.only("key", "fields"), k.check()); err != nil {
			return carried{}, err
		}
		typed, err := g.answers(of, g.asked())
		if err != nil {
			return carried{}, err
		}
		raw, err := json.Marshal(item)
		if err != nil {
			return carried{}, err
		}
		done, err := once(r, key+"#"+at, digestOf(r, raw), func(ctx context.Context, tx *store.Tx) (carried, error) { return g.upsert(ctx, tx, r, k, typed) })
		return done, g.byColumn(err)
	}()
	return g.resultOf(k.Key, done, err)
}

func (g *Register) resultOf(key string, done carried, err error) (batchResult, error) {
	res := batchResult{Key: vi.Cut(key, 100), Status: done.Status, ID: done.Record}
	switch {
	case err == nil && done.Status == http.StatusCreated:
		res.Result = "created"
	case err == nil && done.Other == same:
		res.Result = same
	case err == nil:
		res.Result = "changed"
	case errs.Is(err, errs.Internal), errs.Is(err, errs.Full), errs.Is(err, errs.TooMany):
		return res, err
	default:
		known, _ := errors.AsType[*errs.Error](err)
		res = batchResult{Key: res.Key, Status: web.StatusOf(known.Kind), Result: "refused", Detail: known.Message}
		for _, f := range known.Fields {
			res.Errors = append(res.Errors, web.ProblemField{Field: f.Name, Detail: f.Message})
		}
	}
	return res, nil
}
