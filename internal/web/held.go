package web

import (
	"slices"
	"strings"
)

// Held is a form that could not be carried out because the session had ended. It travels through the sign-in page and
// back in hidden fields, so that nothing typed is lost and nothing is stored for a stranger. Files cannot travel.
type Held struct {
	Path   string
	Post   bool // it was a change, not the opening of a page
	Fields []HeldField
	Files  bool // files were chosen and must be chosen again
}

// HeldField is one value of a held form.
type HeldField struct{ Name, Value string }

const (
	heldPath   = "_giu.dia-chi"
	heldPrefix = "_giu."
	heldFiles  = "_giu.co-tep"
	heldPost   = "_giu.gui"
)

// lostFiles is the field of a form that is sent after signing in without the files that were chosen before.
const lostFiles = "_mat-tep"

// hold keeps a form. Passwords never travel.
func hold(path string, f *Form) Held {
	h := Held{Path: path, Post: true, Files: len(f.files) > 0 || f.FilesLost()}
	names := f.Names()
	slices.Sort(names)
	for _, n := range names {
		if strings.Contains(n, "mat-khau") || strings.HasPrefix(n, heldPrefix) || n == lostFiles {
			continue
		}
		for _, v := range f.values[n] {
			h.Fields = append(h.Fields, HeldField{n, v})
		}
	}
	return h
}

// Empty reports whether there is nothing to go on with.
func (h Held) Empty() bool { return h.Path == "" }

// Hidden are the fields as the sign-in page carries them.
func (h Held) Hidden() []HeldField {
	if h.Empty() {
		return nil
	}
	out := []HeldField{{heldPath, h.Path}}
	if h.Post {
		out = append(out, HeldField{heldPost, "1"})
	}
	if h.Files {
		out = append(out, HeldField{heldFiles, "1"})
	}
	for _, f := range h.Fields {
		out = append(out, HeldField{heldPrefix + f.Name, f.Value})
	}
	return out
}

// HeldIn finds a held form among the fields of the sign-in form.
func HeldIn(f *Form) Held {
	h := Held{Path: localPath(f.Raw(heldPath)), Post: f.Has(heldPost), Files: f.Has(heldFiles)}
	if h.Empty() {
		return Held{}
	}
	names := f.Names()
	slices.Sort(names)
	for _, n := range names {
		name, ok := strings.CutPrefix(n, heldPrefix)
		if !ok || n == heldPath || n == heldFiles || n == heldPost {
			continue
		}
		for _, v := range f.values[n] {
			h.Fields = append(h.Fields, HeldField{name, v})
		}
	}
	if h.Files {
		h.Fields = append(h.Fields, HeldField{lostFiles, "1"})
	}
	return h
}

// FilesLost reports whether the form had files when the session ended and comes without them now: it must be shown once
// more, so that nobody believes that they were sent.
func (f *Form) FilesLost() bool { return f.Has(lostFiles) }

// localPath lets through only an address on this site.
func localPath(p string) string {
	// Browsers drop control characters and take a backslash for a slash: both could hide a second slash.
	odd := strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' })
	if odd || !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") {
		return ""
	}
	return p
}

// LocalPath is an address on this site, or the fallback when p leads anywhere else.
func LocalPath(p, fallback string) string {
	if p = localPath(p); p != "" {
		return p
	}
	return fallback
}
