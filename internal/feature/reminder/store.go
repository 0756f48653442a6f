package reminder

import (
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "reminder", Growing: true, Scoped: true, Own: ownReminder, Title: "Nhắc việc"},
		store.Table{Name: "reminder_for", Growing: true, Scoped: true, Own: ownAccount, Title: "Người được nhắc"},
		store.Table{Name: "reminder_digest", Growing: true, Scoped: true, Own: ownAccount, Title: "Bản nhắc mỗi ngày"},
		store.Table{Name: "reminder_setting", Growing: true, Private: true},
	)
}

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of this feature.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// line is one reminder as one person sees it.
type line struct {
	ID        string        `db:"id"` // of reminder_for
	AccountID string        `db:"account_id"`
	PassOn    bool          `db:"pass_on"`
	ReadAt    store.Instant `db:"read_at"`
	Due       day.Day       `db:"due_on"`
	StepName  string        `db:"step"`
	GivenOn   day.Day       `db:"given_on"`
	Year      int           `db:"year"`
	Path      string        `db:"path"`
	Title     string        `db:"title"`
	Lead      string        `db:"lead"`
	Requested bool          `db:"requested"`
	Private   bool          `db:"private"`
}

func (l line) step() Step { return stepNamed(l.StepName) }

// given names a step that was given.
type given struct {
	ItemID string  `db:"item_id"`
	Due    day.Day `db:"due_on"`
	Step   string  `db:"step"`
	On     day.Day `db:"given_on"`
}

// digest is the row of a person's digest of a day.
type digest struct {
	ID          string     `db:"id"`
	AccountID   string     `db:"account_id"`
	AccountName string     `db:"account_name"`
	GivenOn     day.Day    `db:"given_on"`
	Items       int        `db:"items"`
	Address     string     `db:"address"`
	Why         string     `db:"why"`
	MailState   mail.State `db:"mail_state"` // empty when there is no message
}

// setting is how a person wants to be reminded.
type setting struct {
	AccountID string `db:"account_id" json:"-"`
	Address   string `db:"address" json:"Địa chỉ thư"`
	Mail      bool   `db:"mail" json:"Gửi thư nhắc việc"`
}

const (
	lineColumns   = `f.id, f.account_id, f.pass_on, f.read_at, r.due_on, r.step, r.given_on, r.year, r.path, r.title, r.lead, r.requested, r.private`
	digestColumns = `d.id, d.account_id, d.account_name, d.given_on, d.items, d.address, d.why, COALESCE(m.state, '') AS mail_state`
)

var (
	givenBetween = store.Query("reminder.given", `SELECT r.item_id, r.due_on, r.step, r.given_on FROM reminder r WHERE {scope:r} AND r.due_on >= $1 AND r.due_on <= $2`)
	reminderAdd  = store.Change("reminder.add", `INSERT INTO reminder (id, unit_id, item_id, due_on, step, given_on, year, path, title, lead, requested, private)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (item_id, due_on, step) DO NOTHING`)
	forAdd = store.Change("reminder.for.add", `INSERT INTO reminder_for (id, unit_id, reminder_id, account_id, pass_on, read_at)
		VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT (reminder_id, account_id) DO NOTHING`)
	linesOfDay = store.Query("reminder.of_day", `SELECT `+lineColumns+` FROM reminder r JOIN reminder_for f ON f.reminder_id = r.id
		WHERE {scope:r} AND r.given_on = $1 ORDER BY f.account_id, r.due_on, r.id`)
	unread = store.Query("reminder.unread", `SELECT `+lineColumns+` FROM reminder_for f JOIN reminder r ON r.id = f.reminder_id
		WHERE f.account_id = $1 AND {scope:f} AND f.read_at = 0 ORDER BY f.id DESC LIMIT $2`)
	alreadyRead = store.Query("reminder.read", `SELECT `+lineColumns+` FROM reminder_for f JOIN reminder r ON r.id = f.reminder_id
		WHERE f.account_id = $1 AND {scope:f} AND f.read_at > 0 ORDER BY f.read_at DESC, f.id DESC LIMIT $2`)
	unreadOfUnit = store.Query("reminder.unread_of_unit", `SELECT f.id, r.item_id, r.due_on FROM reminder r JOIN reminder_for f ON f.reminder_id = r.id
		WHERE {scope:r} AND r.due_on >= $1 AND r.due_on <= $2 AND f.read_at = 0`)
	settle      = store.Change("reminder.settle", `UPDATE reminder_for AS f SET read_at = $1 WHERE f.id = $2 AND f.read_at = 0 AND {scope:f}`)
	unreadCount = store.Query("reminder.unread_count", `SELECT COUNT(*) FROM reminder_for f WHERE f.account_id = $1 AND {scope:f} AND f.read_at = 0`)
	markOne     = store.Change("reminder.mark_one", `UPDATE reminder_for AS f SET read_at = $1 WHERE f.id = $2 AND f.account_id = $3 AND f.read_at = 0 AND {scope:f}`)
	markAll     = store.Change("reminder.mark_all", `UPDATE reminder_for AS f SET read_at = $1 WHERE f.account_id = $2 AND f.read_at = 0 AND {scope:f}`)

	digestAdd = store.Change("reminder.digest.add", `INSERT INTO reminder_digest (id, unit_id, account_id, account_name, given_on, items, address, why, mail_key)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (account_id, unit_id, given_on) DO NOTHING`)
	digestList = store.Query("reminder.digest.list", `SELECT `+digestColumns+` FROM reminder_digest d LEFT JOIN mail_message m ON m.dedup_key = d.mail_key
		WHERE {scope:d} ORDER BY d.id DESC LIMIT $1`)
	digestGet = store.Query("reminder.digest.get", `SELECT `+digestColumns+` FROM reminder_digest d LEFT JOIN mail_message m ON m.dedup_key = d.mail_key
		WHERE d.id = $1 AND {scope:d}`)
	digestLines = store.Query("reminder.digest.lines", `SELECT `+lineColumns+` FROM reminder r JOIN reminder_for f ON f.reminder_id = r.id
		WHERE {scope:r} AND r.given_on = $1 AND f.account_id = $2 ORDER BY r.due_on, r.id`)

	settingPut = store.Change("reminder.setting.put", `INSERT INTO reminder_setting (account_id, address, mail) VALUES ($1, $2, $3)
		ON CONFLICT (account_id) DO UPDATE SET address = excluded.address, mail = excluded.mail`)
	settingGet     = store.Query("reminder.setting.get", `SELECT s.account_id, s.address, s.mail FROM reminder_setting s WHERE s.account_id = $1`)
	settingsOfUnit = store.Query("reminder.setting.of_unit", `SELECT DISTINCT s.account_id, s.address, s.mail FROM position p
		JOIN reminder_setting s ON s.account_id = p.account_id WHERE p.unit_id = $1`)
)
