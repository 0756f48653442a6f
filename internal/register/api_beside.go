package register

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// apiEvent is a line of the history of a record.
type apiEvent struct {
	At      string      `json:"at"`
	By      string      `json:"by"`
	Post    string      `json:"post,omitempty"`
	Action  string      `json:"action"`
	Changes []apiChange `json:"changes,omitempty"`
	Note    string      `json:"note,omitempty"`
}

// apiChange is one field that a change touched, by its label and in the words of pages.
type apiChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

type apiItems[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// apiHistory is what the page of the record shows of its history, to who may see histories.
func (g *Register) apiHistory(r *web.Request) (apiAnswer, error) {
	if err := noQuery(r); err != nil {
		return apiAnswer{}, err
	}
	if !r.May(actor.HistoryRead) {
		return apiAnswer{}, errs.Newf(errs.Forbidden, "Khóa này không có quyền %s.", actor.Words[actor.HistoryRead])
	}
	rec, err := g.record(r)
	if err != nil {
		return apiAnswer{}, err
	}
	events, err := store.HistoryOf(r.Context(), r.Reader(), g.Name, rec.ID, historyReach)
	out := apiItems[apiEvent]{Items: []apiEvent{}}
	for _, e := range events {
		one := apiEvent{At: stamp(e.At), By: e.AccountName, Post: e.Post, Action: e.Action, Note: e.Note}
		for _, d := range e.Deltas() {
			one.Changes = append(one.Changes, apiChange(d))
		}
		out.Items = append(out.Items, one)
	}
	return apiAnswer{body: out}, err
}

// apiComment is a remark about a record. One that its author took back keeps its place without words.
type apiComment struct {
	ID        string `json:"id"`
	At        string `json:"at"`
	By        string `json:"by"`
	Post      string `json:"post,omitempty"`
	Body      string `json:"body,omitempty"`
	Text      string `json:"text"`
	Withdrawn bool   `json:"withdrawn,omitempty"`
}

func spokenComment(c comment) apiComment {
	return apiComment{ID: c.ID, At: stamp(c.CreatedAt), By: c.AccountName, Post: c.Post, Body: c.BodyName, Text: c.Text, Withdrawn: !c.WithdrawnAt.IsZero()}
}

// apiTalk is a page of what was said, the newest page first and within it the newest last, as on the page of the record.
func (g *Register) apiTalk(r *web.Request) (apiAnswer, error) {
	if err := noQuery(r, "after"); err != nil {
		return apiAnswer{}, err
	}
	after := r.URL.Query().Get("after")
	if after != "" && !ident.Valid(after) {
		return apiAnswer{}, invalidAt("after", "after phải là giá trị next của trang trước, chép nguyên")
	}
	rec, err := g.record(r)
	if err != nil {
		return apiAnswer{}, err
	}
	talk, older, err := talkOf(r.Context(), r.Reader(), rec.ID, after)
	out := apiItems[apiComment]{Items: []apiComment{}, Next: older}
	for _, c := range talk {
		out.Items = append(out.Items, spokenComment(c))
	}
	return apiAnswer{body: out}, err
}

var commentGet = store.Query("register.comment.get", `SELECT `+commentColumns+` FROM register_comment c WHERE c.id = $1 AND {scope:c}`)

func (g *Register) apiSay(r *web.Request) (apiAnswer, error) {
	b, err := readBody(r)
	if err != nil {
		return apiAnswer{}, err
	}
	if err := b.only("text"); err != nil {
		return apiAnswer{}, err
	}
	text, err := b.text("text")
	if err != nil {
		return apiAnswer{}, err
	}
	if err := remarkFits(text, "text"); err != nil {
		return apiAnswer{}, err
	}
	key, err := onceKey(r, true)
	if err != nil {
		return apiAnswer{}, err
	}
	done, err := once(r, key, digestOf(r, b.raw), func(ctx context.Context, tx *store.Tx) (carried, error) {
		id, err := r.ID(g.Name)
		if err != nil {
			return carried{}, err
		}
		rec, err := g.Get(ctx, tx, id)
		if err != nil {
			return carried{}, err
		}
		said, err := g.remark(ctx, tx, r, rec, text)
		return carried{Status: http.StatusCreated, Record: rec.ID, Other: said}, err
	})
	if err != nil {
		return apiAnswer{}, err
	}
	c, err := store.Get[comment](r.Context(), r.Reader(), commentGet, done.Other)
	return apiAnswer{status: http.StatusCreated, body: spokenComment(c), repeated: done.repeated}, err
}

// apiFile is a file of a record.
type apiFile struct {
	ID      string `json:"id"`
	Field   string `json:"field"`
	Name    string `json:"name"`
	Size    int64  `json:"size"`
	Media   string `json:"media"`
	SHA256  string `json:"sha256"`
	AddedBy string `json:"added_by"`
	AddedAt string `json:"added_at"`
	URL     string `json:"url"` // where its bytes are, with the same token
}

func (g *Register) apiFiles(r *web.Request) (apiAnswer, error) {
	if err := noQuery(r); err != nil {
		return apiAnswer{}, err
	}
	rec, err := g.record(r)
	if err != nil {
		return apiAnswer{}, err
	}
	list, err := g.Files(r.Context(), r.Reader(), rec.ID)
	out := apiItems[apiFile]{Items: []apiFile{}}
	for _, f := range list {
		out.Items = append(out.Items, apiFile{ID: f.ID, Field: f.Field, Name: f.Name, Size: f.Size, Media: f.Media, SHA256: f.Hash, AddedBy: f.AddedBy, AddedAt: stamp(f.AddedAt),
			URL: web.APIPath + "v1/u/" + r.Unit.Slug + "/tep-" + g.Path + "/" + f.ID})
	}
	return apiAnswer{body: out}, err
}
