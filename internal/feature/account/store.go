package account

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/throttle"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func init() {
	store.Declare(
		store.Table{Name: "account", Growing: true, Private: true, Kind: actor.KindPeople, Events: []string{"account"}},
		store.Table{Name: "position", Growing: true, Title: "Chức danh"},
		store.Table{Name: "session", Growing: true, Private: true},
		store.Table{Name: "reset_code", Growing: true, Private: true},
	)
}

const accountColumns = `a.id, a.username, a.name, a.active, a.password <> '' AS ready, a.version`

var (
	accountAdd = store.Change("account.add", `INSERT INTO account (id, username, name, name_key, password, active, version, created_at)
		VALUES ($1, $2, $3, $4, $5, TRUE, 1, $6)`)
	accountByName  = store.Query("account.by_username", `SELECT `+accountColumns+` FROM account a WHERE a.username = $1`)
	accountByID    = store.Query("account.by_id", `SELECT `+accountColumns+` FROM account a WHERE a.id = $1`)
	accountEdit    = store.Change("account.edit", `UPDATE account SET username = $1, name = $2, name_key = $3, version = version + 1 WHERE id = $4 AND version = $5`)
	accountActive  = store.Change("account.set_active", `UPDATE account SET active = $1, version = version + 1 WHERE id = $2 AND version = $3`)
	accountAny     = store.Query("account.any", `SELECT a.id FROM account a ORDER BY a.id LIMIT 1`, store.Whole("reads one row along the primary key"))
	accountsAll    = store.Query("account.all", `SELECT `+accountColumns+` FROM account a ORDER BY a.name_key, a.id`, store.Whole("the list of the command line, read at the machine itself"))
	usernamesRange = store.Query("account.usernames", `SELECT a.username FROM account a WHERE a.username >= $1 AND a.username <= $2`)
	accountOfUnit  = store.Query("account.one_of_unit", `SELECT DISTINCT `+accountColumns+` FROM position p JOIN account a ON a.id = p.account_id
		WHERE p.unit_id = $1 AND p.account_id = $2`)
	accountsOfUnit = store.Query("account.of_unit", `SELECT DISTINCT `+accountColumns+`, a.name_key FROM position p JOIN account a ON a.id = p.account_id
		WHERE p.unit_id = $1 ORDER BY a.name_key, a.id`)
)

// Accounts is the feature's work on the database.
type Accounts struct {
	DB *store.DB
	// APIActions are the rights that a token for a program can carry; without any nobody can make one.
	APIActions []actor.Action
	// Letter sends a person a word about the own account, once for each key; nil sends none.
	Letter func(ctx context.Context, tx *store.Tx, unitID, accountID, key, text string) error
	// Hamlets are those of the unit on a day, for posts of collaborators; nil offers none.
	Hamlets func(ctx context.Context, from store.Source, at day.Day) ([]ui.Option, error)

	hasher   *hasher
	throttle *throttle.Throttle
	programs *throttle.Rate
	vault    *vault
	Bonds    []Bond // what of other features is bound to a person, for handing it over
}

// New makes the feature over a database. The key of second steps is kept in memory until KeyFile names a file.
func New(db *store.DB) *Accounts {
	return &Accounts{DB: db, hasher: newHasher(), throttle: throttle.New(), programs: throttle.NewRate(callsAtOnce, time.Minute), vault: &vault{}}
}

// KeyFile says where the key lies with which the secrets of second steps are encrypted. The file is made when the first one is
// needed. Call it before anything else.
func (s *Accounts) KeyFile(path string) { s.vault.path = path }

// Create makes an account with its first post, inside the caller's change. The draft must have been checked. With an
// empty password the person sets one by the one-time code that is returned. A taken username is errs.Invalid.
func (s *Accounts) Create(ctx context.Context, tx *store.Tx, d Draft, password string, post Position) (id, code string, err error) {
	if err := s.checkFree(ctx, tx, d.Username, ""); err != nil {
		return "", "", err
	}
	hash := ""
	if password != "" {
		if hash, err = s.hasher.hash(ctx, password); err != nil {
			return "", "", err
		}
	}
	a := Account{ID: ident.New(), Username: d.Username, Name: d.Name, Active: true}
	if _, err := tx.Exec(ctx, accountAdd, a.ID, a.Username, a.Name, vi.NameKey(a.Name), hash, tx.Now()); err != nil {
		return "", "", err
	}
	if err := tx.Audit(ctx, store.Entry{Kind: "account", ID: a.ID, UnitID: post.UnitID, Action: "Cấp tài khoản", After: a.record()}); err != nil {
		return "", "", err
	}
	post.AccountID = a.ID
	if err := s.Appoint(ctx, tx, post); err != nil {
		return "", "", err
	}
	if password == "" {
		code, err = s.issueCode(ctx, tx, a.ID, post.UnitID)
	}
	return a.ID, code, err
}

// checkFree refuses a username that another account than the one given has.
func (s *Accounts) checkFree(ctx context.Context, tx *store.Tx, username, but string) error {
	other, taken, err := store.Find[Account](ctx, tx, accountByName, username)
	if err != nil || !taken || other.ID == but {
		return err
	}
	var f errs.Form
	f.Add("ten-dang-nhap", "Tên đăng nhập “%s” đã có người dùng; thêm một số, ví dụ %s2", username, username)
	return f.Err()
}

// edit changes the name and the username of an account that the person saw in a version.
func (s *Accounts) edit(ctx context.Context, tx *store.Tx, before, after Account, unitID string) error {
	if err := s.checkFree(ctx, tx, after.Username, after.ID); err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, accountEdit, after.Username, after.Name, vi.NameKey(after.Name), after.ID, before.Version); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: after.ID, UnitID: unitID, Action: "Sửa tài khoản", Before: before.record(), After: after.record()})
}

// setActive locks or unlocks an account that the person saw in a version. A locked account has no sessions and no
// tokens.
func (s *Accounts) setActive(ctx context.Context, tx *store.Tx, before Account, active bool, unitID string) error {
	if err := tx.UpdateOne(ctx, accountActive, active, before.ID, before.Version); err != nil {
		return err
	}
	action := "Mở khóa tài khoản"
	if !active {
		action = "Khóa tài khoản"
		if err := s.shutOut(ctx, tx, before.ID); err != nil {
			return err
		}
	}
	after := before
	after.Active = active
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: before.ID, UnitID: unitID, Action: action, Before: before.record(), After: after.record()})
}

// ByUsername finds an account; an unknown one is errs.NotFound.
func (s *Accounts) ByUsername(ctx context.Context, username string) (Account, error) {
	return store.Get[Account](ctx, s.DB.Reader(actor.System("tìm tài khoản")), accountByName, username)
}

// Any reports whether there is an account at all.
func (s *Accounts) Any(ctx context.Context) (bool, error) {
	_, ok, err := store.Find[string](ctx, s.DB.Reader(actor.System("thiết lập")), accountAny)
	return ok, err
}

// Holder is an account with its posts, as a list shows it.
type Holder struct {
	Account
	Posts []Position
}

// OfUnit lists the accounts that hold or held a post in a unit, by name, with those posts.
func (s *Accounts) OfUnit(ctx context.Context, from store.Source, unitID string) ([]Holder, error) {
	accounts, err := store.List[ordered](ctx, from, accountsOfUnit, unitID)
	if err != nil {
		return nil, err
	}
	posts, err := store.List[Position](ctx, from, positionsOfUnit, unitID)
	if err != nil {
		return nil, err
	}
	return holders(accounts, posts), nil
}

// All lists every account of the installation, by name, with all posts: for the command line.
func (s *Accounts) All(ctx context.Context) ([]Holder, error) {
	from := s.DB.Reader(actor.System("danh sách tài khoản"))
	accounts, err := store.List[ordered](ctx, from, accountsAll)
	if err != nil {
		return nil, err
	}
	posts, err := store.List[Position](ctx, from, positionsAll)
	if err != nil {
		return nil, err
	}
	return holders(accounts, posts), nil
}

// ordered carries the column that SELECT DISTINCT must name to order by it.
type ordered struct {
	Account
	Key string `db:"name_key"`
}

func holders(accounts []ordered, posts []Position) []Holder {
	of := map[string][]Position{}
	for _, p := range posts {
		of[p.AccountID] = append(of[p.AccountID], p)
	}
	out := make([]Holder, len(accounts))
	for i, a := range accounts {
		out[i] = Holder{a.Account, of[a.ID]}
	}
	return out
}

// inUnit finds an account that holds or held a post in the unit; any other one is errs.NotFound.
func (s *Accounts) inUnit(ctx context.Context, from store.Source, unitID, accountID string) (Account, error) {
	return store.Get[Account](ctx, from, accountOfUnit, unitID, accountID)
}

// takenUsernames tells which usernames that begin as one of the stems does are in use.
func (s *Accounts) takenUsernames(ctx context.Context, src store.Source, stems []string) (func(string) bool, error) {
	from, to, ok := usernameRange(stems)
	if !ok {
		return func(string) bool { return false }, nil
	}
	list, err := store.List[string](ctx, src, usernamesRange, from, to)
	taken := make(map[string]bool, len(list))
	for _, u := range list {
		taken[u] = true
	}
	return func(u string) bool { return taken[u] }, err
}
