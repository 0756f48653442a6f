package mail

import (
	netmail "net/mail"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// State is how far a message is.
type State string

// The states.
const (
	Waiting   State = "waiting"
	Sending   State = "sending"
	Sent      State = "sent"      // the server has taken it over
	Uncertain State = "uncertain" // handed over, and no answer came: it may have arrived
	Refused   State = "refused"   // the server will not take it for this address
	Failed    State = "failed"    // refused for a time, too often
	Expired   State = "expired"   // it was old news before it could be sent
)

// Words are the states in Vietnamese.
var Words = map[State]string{
	Waiting: "chờ gửi", Sending: "đang gửi", Sent: "đã gửi", Uncertain: "không chắc", Refused: "bị từ chối", Failed: "hỏng", Expired: "quá lúc gửi",
}

// NoServer is what pages say instead of "chờ gửi" while no server is set.
const NoServer = "chưa cài máy chủ thư"

// Draft is a message to be written into the outbox.
type Draft struct {
	UnitID  string
	Key     string // names the cause; the same key is added once, for ever
	To      string // an address that CheckAddress accepts
	Subject string
	Body    string        // plain text; no child's name
	Until   store.Instant // not sent later than this; zero is never too late
}

// Message is a row of the outbox.
type Message struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	Key       string        `db:"dedup_key"`
	To        string        `db:"to_address"`
	Subject   string        `db:"subject"`
	Body      string        `db:"body"`
	State     State         `db:"state"`
	Attempts  int           `db:"attempts"`
	NextAt    store.Instant `db:"next_at"`
	Until     store.Instant `db:"until_at"`
	HandedAt  store.Instant `db:"handed_at"`
	Answer    string        `db:"answer"` // what the server said last, or why it could not be asked
	CreatedAt store.Instant `db:"created_at"`
	EndedAt   store.Instant `db:"ended_at"`

	lease string // what the sender that has it signs with
}

// Open reports whether a person has to decide about the message.
func (m Message) Open() bool { return m.State == Uncertain || m.State == Refused || m.State == Failed }

// longestAddress is the limit of RFC 5321, 4.5.3.1.3.
const longestAddress = 254

// CheckAddress adds what is wrong with an address that a person typed. Only plain ASCII addresses are taken: many servers
// of offices know no others.
func CheckAddress(f *errs.Form, field, typed string) {
	if !validAddress(typed) {
		f.Add(field, "Địa chỉ thư phải có dạng tên@tên-miền, không dấu, ví dụ hoa.tt@hungyen.gov.vn")
	}
}

func validAddress(typed string) bool {
	a, err := netmail.ParseAddress(typed)
	if err != nil || a.Name != "" || a.Address != typed || len(typed) > longestAddress {
		return false
	}
	_, domain, _ := strings.Cut(typed, "@")
	return strings.Contains(domain, ".") && !strings.ContainsFunc(typed, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '<' || r == '>' })
}
