package plan

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
)

// maxEdits is how many cells one saving may hold: more than a page has.
const maxEdits = 1000

// editsIn are the changed cells of a form.
func editsIn(f *web.Form) (edits []gridEdit, err error) {
	if raw := f.Raw("sua"); raw != "" {
		if err := json.Unmarshal([]byte(raw), &edits); err != nil {
			return nil, errs.Wrap(errs.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng nên chưa ghi. Gửi lại một lần nữa.")
		}
		for i := range edits {
			edits[i].Value = oneCell(edits[i].Value)
		}
	} else if edits, err = editsOfPage(f); err != nil {
		return nil, err
	}
	if len(edits) > maxEdits {
		return nil, errs.Newf(errs.Invalid, "Mỗi lần ghi nhiều nhất %d ô, đang có %d. Dán ít dòng hơn.", maxEdits, len(edits))
	}
	for _, e := range edits {
		if !ident.Valid(e.Task) {
			return nil, errs.New(errs.Invalid, "Nội dung gửi lên không phải của bảng này nên chưa ghi. Mở lại trang.")
		}
	}
	return edits, nil
}

// oneCell is a value as a cell holds it: lines of a pasted cell are several names.
func oneCell(s string) string {
	s = strings.ReplaceAll(vi.NFC(s), "\r", "")
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\n", "; ")), " ")
}

// seenRow is what the page showed in a row, so that only changed cells are written.
type seenRow struct {
	Version int64             `json:"v"`
	Cells   map[string]string `json:"w"`
}

func (row gridRow) seen() string {
	raw, _ := json.Marshal(seenRow{row.Version, row.Cells}) // a map of strings always encodes
	return string(raw)
}

func editsOfPage(f *web.Form) (edits []gridEdit, err error) {
	names := f.Names()
	slices.Sort(names)
	for _, name := range names {
		task, field, ok := cellOf(name)
		if !ok {
			continue
		}
		var seen seenRow
		if err := json.Unmarshal([]byte(f.Raw("d-"+task)), &seen); err != nil {
			return nil, errs.Wrap(errs.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng nên chưa ghi. Mở lại trang rồi gửi lần nữa.")
		}
		value := oneCell(f.Text(name))
		if value == seen.Cells[field] || f.Has("k-"+task+"-"+field) {
			continue
		}
		edits = append(edits, gridEdit{Task: task, Version: seen.Version, Field: field, Was: seen.Cells[field], Value: value})
	}
	return edits, nil
}
