package ui

import (
	"strconv"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Width is how long an answer is expected to be; a field is as wide as its answer.
type Width string

// The widths in letters. The zero Width is the reading width of a form.
const (
	W4  Width = "w4"
	W8  Width = "w8"
	W12 Width = "w12"
	W20 Width = "w20"
	W30 Width = "w30"
)

// FieldProps describes one control. Its id is its Name, so that the error summary can lead to it.
type FieldProps struct {
	Name, Label  string
	Hint         string
	Value        string
	Error        string // words beside the field; see ErrorOf
	Autocomplete string // "off" when empty
	Inputmode    string // "numeric", "decimal", "tel", "email", "url"
	Width        Width
	Optional     bool   // adds "(không bắt buộc)"
	List         string // id of a Datalist
	Rows         int    // of a TextArea; 4 when 0
	Accept       string // of a FileField: ".docx,.xlsx"
	MaxLength    int
	Autofocus    bool
	ReadOnly     bool
	HideLabel    bool // the label stays for screen readers
	Attrs        templ.Attributes
}

// Option is one choice of a list.
type Option struct {
	Value, Text, Hint string
	Off               bool
}

// ErrorOf is the words about one field, empty when it has no mistake.
func ErrorOf(errors []errs.Field, name string) string {
	for _, e := range errors {
		if e.Name == name {
			return e.Message
		}
	}
	return ""
}

func (f FieldProps) hintID() string  { return f.Name + "-goi-y" }
func (f FieldProps) errorID() string { return f.Name + "-loi" }

// describedBy lists the ids of the hint and the error words, empty when there are none.
func (f FieldProps) describedBy() string {
	switch {
	case f.Hint != "" && f.Error != "":
		return f.hintID() + " " + f.errorID()
	case f.Hint != "":
		return f.hintID()
	case f.Error != "":
		return f.errorID()
	}
	return ""
}

// attrs are the attributes that every control has.
func (f FieldProps) attrs() templ.Attributes {
	a := templ.Attributes{"id": f.Name, "name": f.Name}
	if by := f.describedBy(); by != "" {
		a["aria-describedby"] = by
	}
	if f.Error != "" {
		a["aria-invalid"] = "true"
	}
	if f.Autofocus {
		a["autofocus"] = true
	}
	for key, value := range f.Attrs {
		a[key] = value
	}
	return a
}

// textAttrs are those of a control that one types into.
func (f FieldProps) textAttrs() templ.Attributes {
	a := f.attrs()
	set := func(key, value string) {
		if _, given := a[key]; !given && value != "" {
			a[key] = value
		}
	}
	set("autocomplete", orElse(f.Autocomplete, "off"))
	set("inputmode", f.Inputmode)
	set("list", f.List)
	if f.MaxLength > 0 {
		set("maxlength", strconv.Itoa(f.MaxLength))
	}
	if f.ReadOnly {
		a["readonly"] = true
	}
	return a
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// optionID keeps the field's own name for the first choice, where the error summary leads.
func optionID(name string, i int) string {
	if i == 0 {
		return name
	}
	return name + "-" + strconv.Itoa(i+1)
}

// FormProps describes a form that changes something.
type FormProps struct {
	Action string
	Once   string // key that makes a double tap harmless; sent as OnceField
	Upload bool   // the form sends a file
	Guard  bool   // warn before leaving with unsaved words
	Attrs  templ.Attributes
}

// OnceField is the name of the control that carries FormProps.Once.
const OnceField = "once"

func (f FormProps) attrs() templ.Attributes {
	a := templ.Attributes{"method": "post", "novalidate": true}
	if f.Upload {
		a["enctype"] = "multipart/form-data"
	}
	if f.Guard {
		a["data-guard"] = true
	}
	for key, value := range f.Attrs {
		a[key] = value
	}
	return a
}
