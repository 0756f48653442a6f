package account

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// tokensPath is the page of the person's tokens for programs.
const tokensPath = "/tai-khoan/khoa-api"

// tokensView is the list of tokens and the form for a new one.
type tokensView struct {
	Tokens []Token
	Units  []web.Unit
	May    []actor.Action // of any of the units
	Typed  NewToken
	Errors []errs.Field
	Once   string
	Now    store.Instant
}

func (p *pages) listTokens(w http.ResponseWriter, r *web.Request) error {
	return p.showTokens(w, r, tokensView{Typed: NewToken{Days: TokenLives[1]}})
}

func (p *pages) showTokens(w http.ResponseWriter, r *web.Request, v tokensView) (err error) {
	if v.Tokens, err = store.List[Token](r.Context(), p.DB.Reader(sessionActor), tokensOf, r.Session.AccountID); err != nil {
		return err
	}
	v.Units, v.Once, v.Now = r.Session.Units(), web.NewKey(), r.Now
	for _, u := range v.Units {
		for _, a := range p.grantable(r.Session.Posts, u.ID) {
			if !slices.Contains(v.May, a) {
				v.May = append(v.May, a)
			}
		}
	}
	view := web.View{Title: "Khóa API", Lead: "Để một chương trình khác đọc và ghi thay anh/chị. Chương trình chỉ thấy và chỉ làm được đúng những gì anh/chị thấy và làm được, và chỉ các quyền đã chọn.",
		Errors: v.Errors, Crumbs: []ui.Crumb{{Text: "Tài khoản của tôi", Href: "/tai-khoan"}, {Text: "Khóa API"}}}
	return r.Show(w, view, tokensPage(v))
}

// makeToken makes a token and shows its secret, once. The same form sent again ends at the list.
func (p *pages) makeToken(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	n := NewToken{Name: f.Text("ten"), UnitID: f.Text("don-vi")}
	n.Days, _ = strconv.Atoi(f.Text("han"))
	for _, a := range f.All("quyen") {
		n.Actions = append(n.Actions, actor.Action(a))
	}
	if units := r.Session.Units(); n.UnitID == "" && len(units) == 1 {
		n.UnitID = units[0].ID
	}
	var t Token
	var secret string
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(tokensPath)
		t, secret, err = p.MakeToken(ctx, tx, r.Session.AccountID, r.Session.Posts, n)
		return err
	})
	if fields, ok := web.Mistakes(err); ok {
		return p.showTokens(w, r, tokensView{Typed: n, Errors: fields})
	}
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	view := web.View{Title: "Khóa API mới", Crumbs: []ui.Crumb{{Text: "Tài khoản của tôi", Href: "/tai-khoan"}, {Text: "Khóa API", Href: tokensPath}, {Text: "Khóa mới"}}}
	return r.Show(w, view, tokenMadePage(t, secret, origin(r)+web.APIPath+"v1/"))
}

// endToken ends one of the person's tokens with one press.
func (p *pages) endToken(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	id, err := r.ID("khoa")
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(tokensPath)
		return p.EndToken(ctx, tx, r.Session.AccountID, id)
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã kết thúc khóa; chương trình dùng khóa này không đọc được nữa.")
	return r.Go(w, tokensPath)
}

// noteToken writes down that a token is in use. A machine that cannot write must still let programs read.
func (s *Accounts) noteToken(ctx context.Context, id string, now store.Instant) {
	err := s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		_, err := tx.Aside(ctx, tokenSeen, now, id)
		return err
	})
	if err != nil {
		slog.WarnContext(ctx, "use of a token not written", "error", err.Error())
	}
}

func lifeOptions() []ui.Option {
	var out []ui.Option
	for _, d := range TokenLives {
		out = append(out, ui.Option{Value: strconv.Itoa(d), Text: strconv.Itoa(d) + " ngày"})
	}
	return out
}

func unitOptions(units []web.Unit) []ui.Option {
	var out []ui.Option
	for _, u := range units {
		out = append(out, ui.Option{Value: u.ID, Text: u.Name})
	}
	return out
}

func actionOptions(actions []actor.Action) []ui.Option {
	var out []ui.Option
	for _, a := range actions {
		out = append(out, ui.Option{Value: string(a), Text: actor.Words[a]})
	}
	return out
}

func actionNames(actions []actor.Action) []string {
	var out []string
	for _, a := range actions {
		out = append(out, string(a))
	}
	return out
}
