// Package errs carries a failure from where it happens to the person who must know of it.
//
// Every error that a person can cause or repair is an *Error: it has a kind, which decides the HTTP status and what the
// program does next, and words in Vietnamese that say what happened, what was kept and what to do. Any other error is a
// defect or a failing machine; its text goes to the log and never to a page.
package errs

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of failure an error is. Callers branch on the kind, never on the words.
type Kind int

const (
	// Internal is a defect or a failing machine. The zero Kind, so that an unmarked error is never taken for a person's.
	Internal Kind = iota
	// Invalid means that what was typed or sent cannot be used; Fields or Line say where.
	Invalid
	// NotFound means that nothing is there for this reader. It is also the answer for a record outside the reader's scope:
	// a page must not tell that it exists.
	NotFound
	// Forbidden means that the reader is known and has not been given the right.
	Forbidden
	// Unauthenticated means that nobody is signed in, or the session has ended.
	Unauthenticated
	// Conflict means that somebody else changed the record first; see the Theirs of the error that wraps it.
	Conflict
	// TooMany means that the same thing was tried too often; the words say when to try again.
	TooMany
	// TooLarge means that an upload or a paste is over its limit.
	TooLarge
	// Full means that the disk has no room; what was there before is untouched.
	Full
	// Done means that this very request has been carried out already: a double tap, or a page sent twice.
	Done
)

var kindNames = [...]string{"internal", "invalid", "not_found", "forbidden", "unauthenticated", "conflict", "too_many", "too_large", "full", "done"}

// String is the stable English name used in logs and metrics.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind(%d)", int(k))
	}
	return kindNames[k]
}

// Field is one place in a form that must be repaired.
type Field struct {
	Name    string // name of the form control, which is also its id on the page
	Message string // Vietnamese, says what to do: "Ngày sinh phải trước hôm nay"
}

// Error is a failure with words for a person.
type Error struct {
	Kind    Kind
	Message string  // Vietnamese: what happened, what was kept, what to do
	Fields  []Field // for Invalid: where, in the order of the form
	Line    int     // for files and pasted tables: 1-based line or row, 0 when it has none
	Result  string  // for Done: the address that the first request led to
	Err     error   // the cause, for the log only
}

// New makes an error of a kind with words for a person.
func New(kind Kind, message string) *Error { return &Error{Kind: kind, Message: message} }

// Newf is New with a format. Never put a child's name in it: errors reach logs.
func Newf(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Wrap keeps the cause for the log and gives a person the message.
func Wrap(kind Kind, err error, message string) *Error {
	return &Error{Kind: kind, Message: message, Err: err}
}

// Error is the text for logs: kind, words and cause.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Kind.String())
	if e.Line > 0 {
		fmt.Fprintf(&b, " line %d", e.Line)
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Name, f.Message)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of the first *Error in the chain, Internal when there is none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is of the kind. A nil error is of no kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// Form collects the mistakes of one form, so that a person sees all of them at once.
type Form struct{ fields []Field }

// Add notes a mistake in a field. The first one of a field stands.
func (f *Form) Add(name, format string, args ...any) {
	for _, have := range f.fields {
		if have.Name == name {
			return
		}
	}
	f.fields = append(f.fields, Field{Name: name, Message: fmt.Sprintf(format, args...)})
}

// Err is nil when nothing was noted, else one Invalid error with all fields.
func (f *Form) Err() error {
	if len(f.fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Message: "Có lỗi cần sửa", Fields: f.fields}
}

// Prefix adds context to *err in place. Use as the first line of an exported function: defer errs.Prefix(&err, "plan.Import").
func Prefix(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}
