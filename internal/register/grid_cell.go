package register

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// gridEdit is one cell that a person changed. Was is what stood in it when the person began; Version is that of the record at
// the time.
type gridEdit struct {
	Record  string `json:"t"`
	Version int64  `json:"v"`
	Field   string `json:"f"`
	Was     string `json:"was"`
	Value   string `json:"to"`
}

// The outcomes of a cell.
const (
	cellSaved    = "saved"
	cellWrong    = "wrong"
	cellConflict = "conflict" // somebody else wrote another value into it
	cellReason   = "reason"   // it is not changed without a reason and a paper, and the step has none
)

// gridCell says what became of an edit.
type gridCell struct {
	Record string `json:"t"`
	Field  string `json:"f"`
	State  string `json:"state"`
	Words  string `json:"words,omitempty"`
	Theirs string `json:"theirs,omitempty"`
}

// maxEdits is how many cells one saving may hold: more than a page has.
const maxEdits = 2000

func checkEdits(edits []gridEdit) error {
	if len(edits) > maxEdits {
		return errs.Newf(errs.Invalid, "Mỗi lần ghi nhiều nhất %d ô, đang có %d. Dán ít dòng hơn.", maxEdits, len(edits))
	}
	if slices.ContainsFunc(edits, func(e gridEdit) bool { return !ident.Valid(e.Record) }) {
		return errs.New(errs.Invalid, "Nội dung gửi lên không phải của bảng này nên chưa ghi. Mở lại trang.")
	}
	return nil
}

// gridSave writes cells of records that are in the register, and answers for each of them.
func (g *Register) gridSave(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if again, ok := doneBefore(err); ok {
		return g.answerCells(w, r, again)
	}
	if err != nil {
		return gridRefusal(w, err)
	}
	var edits []gridEdit
	if err := readJSON(f, &edits); err != nil {
		return gridRefusal(w, err)
	}
	if err := checkEdits(edits); err != nil {
		return gridRefusal(w, err)
	}
	var cells []gridCell
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		s := g.saving(ctx, tx, r)
		s.why = map[string]string{reasonField: f.Text(reasonField), evidenceField: f.Text(evidenceField)}
		if err := s.save(edits); err != nil {
			return err
		}
		cells = s.cells
		raw, err := json.Marshal(cells)
		tx.Result(string(raw)) // what a script hears that did not get its first answer
		if err != nil || len(s.changes) == 0 {
			return err
		}
		return s.keep("")
	})
	if err != nil {
		return gridRefusal(w, err)
	}
	return g.answerCells(w, r, cells)
}

// gridSaving is a batch of edits under way.
type gridSaving struct {
	g       *Register
	ctx     context.Context
	tx      *store.Tx
	env     *Env
	why     map[string]string // reason and paper of the step
	cells   []gridCell
	changes []gridChange
}

func (g *Register) saving(ctx context.Context, tx *store.Tx, r *web.Request) *gridSaving {
	return &gridSaving{g: g, ctx: ctx, tx: tx, env: g.env(ctx, tx, r.Today())}
}

func (s *gridSaving) say(e gridEdit, state, words, theirs string) {
	s.cells = append(s.cells, gridCell{e.Record, e.Field, state, words, theirs})
}

// save writes every cell that can be written and says of each other one why not. A mistake in one cell keeps no other back.
func (s *gridSaving) save(edits []gridEdit) error {
	var order []string
	byRecord := map[string][]gridEdit{}
	for _, e := range edits {
		if byRecord[e.Record] == nil {
			order = append(order, e.Record)
		}
		byRecord[e.Record] = append(byRecord[e.Record], e)
	}
	for _, id := range order {
		if err := s.record(id, byRecord[id]); err != nil {
			return err
		}
	}
	return s.env.Err()
}

// record writes the cells of one record.
func (s *gridSaving) record(id string, edits []gridEdit) error {
	now, err := s.g.Get(s.ctx, s.tx, id)
	if errs.Is(err, errs.NotFound) || err == nil && now.Dropped {
		for _, e := range edits {
			s.say(e, cellWrong, "Dòng này không còn trong sổ hoặc đang ở thùng rác nên chưa ghi ô này", "")
		}
		return nil
	}
	if err != nil {
		return err
	}
	if words := s.g.lockedBy(now, ""); words != "" {
		for _, e := range edits {
			s.say(e, cellWrong, now.Code()+": "+words, "")
		}
		return nil
	}
	taken := map[string]string{}
	sure := edits[:0:0]
	for _, e := range edits {
		ok, err := s.take(now, e)
		if err != nil {
			return err
		}
		if ok {
			taken[e.Field] = e.Value
			sure = append(sure, e)
		}
	}
	return s.write(now, taken, sure)
}

// take reports whether an edit may be tried: its column can be typed, and nobody else has changed the cell.
func (s *gridSaving) take(now Record, e gridEdit) (bool, error) {
	i := slices.IndexFunc(s.g.Fields, func(f Field) bool { return f.Name == e.Field })
	if i < 0 || !typedByPeople(s.g.Fields[i]) || len(s.g.Fields[i].Kind.Columns()) == 0 {
		s.say(e, cellWrong, "Ô này không gõ được: mở hồ sơ để xem", "")
		return false, nil
	}
	stored := now.Text(s.g.Fields[i].Column, s.env)
	switch {
	case e.Value == stored:
		s.say(e, cellSaved, "", "")
		return false, nil
	case e.Version != now.Version && e.Was != stored:
		words, err := s.otherHand(now.ID, stored)
		s.say(e, cellConflict, words, stored)
		return false, err
	}
	return true, nil
}

// write judges cells of one record together and writes what can stay; a cell that cannot is left out and the rest tried again.
func (s *gridSaving) write(now Record, taken map[string]string, edits []gridEdit) error {
	for len(taken) > 0 {
		after, err := s.g.judge(now, taken, s.env)
		if err == nil && s.unreasoned(now, after, taken, edits) {
			continue
		}
		if err == nil {
			return s.put(now, after, taken, edits)
		}
		wrong := asInvalid(err)
		if wrong == nil {
			return err
		}
		words := map[string]string{}
		for _, f := range wrong.Fields {
			words[f.Name] = f.Message
		}
		if !slices.ContainsFunc(wrong.Fields, func(f errs.Field) bool { _, mine := taken[f.Name]; return mine }) {
			for name := range taken { // what is wrong lies in a cell beside
				words[name] = wrong.Fields[0].Message
			}
		}
		for _, e := range edits {
			if _, tried := taken[e.Field]; tried && words[e.Field] != "" {
				s.say(e, cellWrong, words[e.Field], "")
				delete(taken, e.Field)
			}
		}
	}
	return nil
}

// unreasoned leaves out the cells that are not changed without a reason when the step gives none, and reports whether there was one.
func (s *gridSaving) unreasoned(now, after Record, taken map[string]string, edits []gridEdit) (any bool) {
	if _, err := s.g.reasonOf(now, after, s.why); err == nil {
		return false
	}
	for _, f := range s.g.reasonedFields(now, after) {
		for _, e := range edits {
			if _, tried := taken[e.Field]; tried && e.Field == f.Name {
				s.say(e, cellReason, "Ghi lý do và giấy tờ làm căn cứ ở ô “Lý do sửa” phía trên bảng, rồi bấm “Ghi các ô đang chờ lý do”", "")
				delete(taken, e.Field)
				any = true
			}
		}
	}
	return any
}

// put writes what was judged.
func (s *gridSaving) put(now, after Record, taken map[string]string, edits []gridEdit) error {
	for _, e := range edits {
		if _, tried := taken[e.Field]; tried {
			s.say(e, cellSaved, "", "")
		}
	}
	if !changed(now, after) && now.State == after.State {
		return nil
	}
	after.Version = now.Version
	note := ""
	if len(s.g.reasoned(now, after)) > 0 {
		var err error
		if note, err = s.g.reasonOf(now, after, s.why); err != nil {
			return err
		}
	}
	if err := s.g.rewrite(s.ctx, s.tx, now, after, s.env, "Sửa "+s.g.One+" trong bảng nhập nhanh", note); err != nil {
		return err
	}
	s.changes = append(s.changes, changeOf(now, after))
	return nil
}

// otherHand tells who changed the record last, for a cell that two people filled.
func (s *gridSaving) otherHand(id, stored string) (string, error) {
	events, err := store.HistoryOf(s.ctx, s.tx, s.g.Name, id, 1)
	who, when := "Người khác", ""
	if len(events) > 0 {
		who, when = events[0].AccountName, " lúc "+web.Stamp(events[0].At)
	}
	if stored == "" {
		return who + " vừa xóa trống ô này" + when, err
	}
	return who + " vừa ghi “" + stored + "”" + when, err
}
