package account

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

// A token begins so that a program that looks for leaked secrets can know one.
const tokenStart = "mangnon_"

const (
	callsAtOnce    = 120 // calls of one token in a minute
	freeTokens     = 20  // wrong tokens of one address before it waits
	tokenSeenEvery = time.Minute
)

// TokenLives are the days for which a token can be made. None lasts for ever: somebody must look at it once a year.
var TokenLives = []int{30, 90, 180, 365}

const tokenColumns = `k.id, k.account_id, k.unit_id, k.name, k.actions, k.made_at, k.until_at, k.used_at, k.ended_at`

var (
	tokenAdd = store.Change("account.token.add", `INSERT INTO api_token (id, digest, account_id, unit_id, name, actions, made_at, until_at, used_at, ended_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0)`)
	tokenFind = store.Query("account.token.find", `SELECT `+tokenColumns+`, a.username, a.name AS holder, COALESCE(f.since_at, 0) AS factor_at
		FROM api_token k JOIN account a ON a.id = k.account_id LEFT JOIN second_factor f ON f.account_id = k.account_id
		WHERE k.digest = $1 AND k.ended_at = 0 AND k.until_at > $2 AND a.active`)
	tokensOf  = store.Query("account.token.of_account", `SELECT `+tokenColumns+` FROM api_token k WHERE k.account_id = $1 ORDER BY k.ended_at, k.id DESC LIMIT 100`)
	tokenGet  = store.Query("account.token.get", `SELECT `+tokenColumns+` FROM api_token k WHERE k.id = $1 AND k.account_id = $2`)
	tokenEnd  = store.Change("account.token.end", `UPDATE api_token SET ended_at = $1 WHERE id = $2 AND account_id = $3 AND ended_at = 0`)
	tokensEnd = store.Change("account.token.end_all", `UPDATE api_token SET ended_at = $1 WHERE account_id = $2 AND ended_at = 0`)
	tokenSeen = store.Change("account.token.seen", `UPDATE api_token SET used_at = $1 WHERE id = $2`)
)

// Token lets a program read what its holder may read, in one unit and at most what it names.
type Token struct {
	ID        string        `db:"id"`
	AccountID string        `db:"account_id"`
	UnitID    string        `db:"unit_id"`
	Name      string        `db:"name"` // what it is for: "Bảng theo dõi của tỉnh"
	Kept      string        `db:"actions"`
	Made      store.Instant `db:"made_at"`
	Until     store.Instant `db:"until_at"`
	Used      store.Instant `db:"used_at"`
	Ended     store.Instant `db:"ended_at"`
}

// Actions are the rights that the token carries at most.
func (t Token) Actions() []actor.Action {
	var out []actor.Action
	for _, a := range strings.Fields(t.Kept) {
		out = append(out, actor.Action(a))
	}
	return out
}

// words are the rights as a list shows them.
func (t Token) words() string {
	var out []string
	for _, a := range t.Actions() {
		out = append(out, actor.Words[a])
	}
	return strings.Join(out, ", ")
}

// over reports whether the token lets nobody in any more.
func (t Token) over(now store.Instant) bool { return !t.Ended.IsZero() || !t.Until.After(now.Time) }

// record is a token as the history tells it.
func (t Token) record() tokenRecord {
	return tokenRecord{t.Name, t.words(), web.Stamp(t.Until), web.Stamp(t.Ended)}
}

type tokenRecord struct {
	Name    string `json:"Khóa API"`
	Actions string `json:"Được làm"`
	Until   string `json:"Dùng đến"`
	Ended   string `json:"Kết thúc"`
}

// grantable are the rights that a person may put into a token for a unit: those that programs can use and the person has.
func (s *Accounts) grantable(posts []web.UnitPost, unitID string) []actor.Action {
	return slices.DeleteFunc(slices.Clone(s.APIActions), func(a actor.Action) bool {
		return !slices.ContainsFunc(posts, func(p web.UnitPost) bool { return p.Unit.ID == unitID && p.Post.Role.May(a) })
	})
}

// NewToken is what a person wants of a token.
type NewToken struct {
	Name    string
	UnitID  string
	Actions []actor.Action
	Days    int
}

func (n NewToken) check(may []actor.Action) error {
	var f errs.Form
	if l := utf8.RuneCountInString(n.Name); l == 0 {
		f.Add("ten", "Ghi khóa này dùng làm gì, ví dụ: Bảng theo dõi của tỉnh")
	} else if l > 100 {
		f.Add("ten", "Tên dài nhất 100 ký tự, đang có %d", l)
	}
	if len(n.Actions) == 0 {
		f.Add("quyen", "Chọn ít nhất một quyền")
	}
	for _, a := range n.Actions {
		if !slices.Contains(may, a) {
			f.Add("quyen", "Anh/chị không có quyền “%s” ở đơn vị này nên không cấp cho khóa được", actor.Words[a])
		}
	}
	if !slices.Contains(TokenLives, n.Days) {
		f.Add("han", "Chọn khóa dùng trong bao lâu")
	}
	return f.Err()
}

// MakeToken makes a token for the person who acts and returns its secret, which is kept nowhere. posts are the person's of today.
func (s *Accounts) MakeToken(ctx context.Context, tx *store.Tx, accountID string, posts []web.UnitPost, n NewToken) (t Token, secret string, err error) {
	if err := n.check(s.grantable(posts, n.UnitID)); err != nil {
		return t, "", err
	}
	var kept []string
	for _, a := range n.Actions {
		kept = append(kept, string(a))
	}
	secret = tokenStart + ident.LinkSecret() + ident.LinkSecret()
	t = Token{ID: ident.New(), AccountID: accountID, UnitID: n.UnitID, Name: n.Name, Kept: strings.Join(kept, " "), Made: tx.Now(), Until: store.Instant{Time: tx.Now().AddDate(0, 0, n.Days)}}
	if _, err := tx.Exec(ctx, tokenAdd, t.ID, ident.Digest(secret), accountID, t.UnitID, t.Name, t.Kept, t.Made, t.Until); err != nil {
		return t, "", err
	}
	return t, secret, tx.Audit(ctx, store.Entry{Kind: "account", ID: accountID, UnitID: t.UnitID, Action: "Tạo khóa API", After: t.record()})
}

// EndToken ends a token of an account; one that has ended stays so.
func (s *Accounts) EndToken(ctx context.Context, tx *store.Tx, accountID, id string) error {
	t, err := store.Get[Token](ctx, tx, tokenGet, id, accountID)
	if err != nil || !t.Ended.IsZero() {
		return err
	}
	if _, err := tx.Exec(ctx, tokenEnd, tx.Now(), id, accountID); err != nil {
		return err
	}
	after := t
	after.Ended = tx.Now()
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: accountID, UnitID: t.UnitID, Action: "Kết thúc khóa API", Before: t.record(), After: after.record()})
}

type foundToken struct {
	Token
	Username string        `db:"username"`
	Holder   string        `db:"holder"`
	Factor   store.Instant `db:"factor_at"`
}

// Bearer finds who stands behind the token of a request.
func (s *Accounts) Bearer(r *web.Request, token string) (web.Session, error) {
	return s.TokenSession(r.Context(), token, throttle.Address(r.Request), r.Now)
}

// TokenSession finds whose token it is. address is where the call comes from, as tries are counted; it may be empty. What the token may is asked of the person's posts at every call, so that a post that ended, a
// locked account or a second step that is missing ends it at once.
func (s *Accounts) TokenSession(ctx context.Context, token, address string, now store.Instant) (web.Session, error) {
	guess := throttle.Key{What: "khoa", Of: address, Free: freeTokens}
	if wait := s.throttle.Wait(now.Time, guess); wait > 0 && address != "" {
		return web.Session{}, errs.Newf(errs.TooMany, "Địa chỉ này đã gửi sai khóa nhiều lần. Chờ %s rồi thử lại.", throttle.Words(wait))
	}
	from := s.DB.Reader(sessionActor)
	t, ok, err := store.Find[foundToken](ctx, from, tokenFind, ident.Digest(token), now)
	if err != nil {
		return web.Session{}, err
	}
	if !ok {
		if address != "" {
			s.throttle.Enter(now.Time, guess)
		}
		return web.Session{}, errs.New(errs.Unauthenticated, "Khóa API không có, đã hết hạn hoặc đã kết thúc. Tạo khóa mới ở trang Tài khoản của tôi.")
	}
	if wait := s.programs.Take(now.Time, t.ID); wait > 0 {
		return web.Session{}, errs.Newf(errs.TooMany, "Khóa này đã gọi %d lần trong một phút. Chờ %s rồi gọi tiếp.", callsAtOnce, throttle.Words(wait))
	}
	rows, err := s.postsToday(ctx, from, t.AccountID, now)
	if err != nil {
		return web.Session{}, err
	}
	out := web.Session{ID: t.ID, AccountID: t.AccountID, Username: t.Username, Name: t.Holder, Actions: t.Actions()}
	var all []web.UnitPost
	for _, r := range rows {
		all = append(all, r.unitPost())
		if r.UnitID == t.UnitID {
			out.Posts = append(out.Posts, r.unitPost())
		}
	}
	if t.Factor.IsZero() && mustHaveFactor(all) {
		return web.Session{}, errs.New(errs.Forbidden, "Chủ của khóa này là người quản trị chưa bật xác thực hai bước nên khóa chưa dùng được.")
	}
	if now.Sub(t.Used.Time) > tokenSeenEvery {
		s.noteToken(ctx, t.ID, now)
	}
	return out, nil
}
