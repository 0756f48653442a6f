package register

import (
	"slices"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Files are files beside a record: at most Max, 10 when 0. They have no column: they stand in the table register_file under the
// name that the column would have. They are added and taken back on the page of the record, and by moves that need them.
type Files struct {
	Max    int
	Images bool // only pictures
	// Consent says that children may be recognised on the pictures: none is published before somebody has looked at it and, where
	// one is recognised, the consent of whoever must give it is on record (see Consent).
	Consent bool
	Pair    string // column of the field of pictures beside which the page shows these: before and after
}

// Columns implements Kind: none.
func (Files) Columns() []Column { return nil }

// Read implements Kind: nothing is typed.
func (Files) Read(string, *Env) (Value, string) { return nil, "" }

// Text implements Kind.
func (Files) Text(Value, *Env) string { return "" }

// Control is the choice of files.
func (k Files) Control(p ui.FieldProps, _ string, _ *Env) templ.Component {
	if p.Hint == "" {
		p.Hint = "Nhiều nhất " + vi.Int(int64(k.limit())) + " tệp, mỗi tệp " + vi.Bytes(store.MaxFile) + "."
		if k.Images {
			p.Hint = "Nhiều nhất " + vi.Int(int64(k.limit())) + " ảnh, mỗi ảnh " + vi.Bytes(store.MaxFile) + ". Vị trí và giờ chụp được bỏ khỏi ảnh trước khi lưu; người và cảnh trong ảnh vẫn còn."
		}
	}
	if k.Images {
		p.Accept = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif"
	}
	p.Attrs = templ.Attributes{"multiple": true}
	return ui.FileField(p)
}

// Cell implements Kind.
func (Files) Cell(Value, *Env) (any, xlsx.Kind) { return nil, xlsx.Text }

func (k Files) limit() int {
	if k.Max > 0 {
		return k.Max
	}
	return 10
}

// attached is what a declaration says of files. It is taken out of the fields at the beginning: everything that knows of columns
// never meets it.
type attached struct {
	fields []Field
	needs  map[string][]string // by key of a move: fields without which it is not made
	asks   map[string][]string // by key of a move: fields that its form offers
}

// apart takes the fields of files out of a declaration.
func (d Declaration) apart() (Declaration, attached) {
	a := attached{needs: map[string][]string{}, asks: map[string][]string{}}
	var typed []Field
	for _, f := range d.Fields {
		if _, ok := f.Kind.(Files); ok {
			a.fields = append(a.fields, f)
		} else {
			typed = append(typed, f)
		}
	}
	if len(a.fields) == 0 {
		return d, a
	}
	d.Fields, d.Moves = typed, slices.Clone(d.Moves)
	for i, m := range d.Moves {
		d.Moves[i].Needs, a.needs[m.Key] = a.split(m.Needs)
		d.Moves[i].Asks, a.asks[m.Key] = a.split(m.Asks)
	}
	return d, a
}

// split parts columns into those of the table and those of files.
func (a attached) split(columns []string) (typed, files []string) {
	for _, c := range columns {
		if _, ok := a.field(c); ok {
			files = append(files, c)
		} else {
			typed = append(typed, c)
		}
	}
	return typed, files
}

func (a attached) field(column string) (Field, bool) {
	i := slices.IndexFunc(a.fields, func(f Field) bool { return f.Column == column })
	if i < 0 {
		return Field{}, false
	}
	return a.fields[i], true
}

// open are the files of fields without a right.
func (a attached) open() attached {
	out := attached{needs: map[string][]string{}, asks: map[string][]string{}}
	for _, f := range a.fields {
		if f.Right == "" {
			out.fields = append(out.fields, f)
		}
	}
	for key, columns := range a.needs {
		_, out.needs[key] = out.split(columns)
	}
	for key, columns := range a.asks {
		_, out.asks[key] = out.split(columns)
	}
	return out
}

// problem is the first thing in the declaration of files that cannot work.
func (a attached) problem() string {
	for _, f := range a.fields {
		pair := f.Kind.(Files).Pair
		if _, ok := a.field(pair); pair != "" && !ok {
			return "there are no files in column " + pair + " to be shown beside " + f.Column
		}
		if f.Kind.(Files).Consent && !f.Kind.(Files).Images {
			return "consent in column " + f.Column + " is about pictures"
		}
		if f.Required || f.Filter || f.Search {
			return "files in column " + f.Column + " can be asked for by a move alone"
		}
	}
	return ""
}

// unguarded is the first thing that moves say of publishing that cannot work.
func (a attached) unguarded(moves []Move) string {
	for _, m := range moves {
		for _, c := range m.Publishes {
			if f, ok := a.field(c); !ok || !f.Kind.(Files).Consent {
				return "there are no pictures with consent in column " + c + " to be published"
			}
		}
	}
	return ""
}

// of are the fields of files on the form of a move; those that it needs are Required.
func (a attached) of(m Move) []Field {
	var out []Field
	for _, f := range a.fields {
		if f.Required = slices.Contains(a.needs[m.Key], f.Column); f.Required || slices.Contains(a.asks[m.Key], f.Column) {
			out = append(out, f)
		}
	}
	return out
}
