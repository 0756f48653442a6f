package register

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// onceHeader names a change, so that one that is sent again, after an answer that got lost, is carried out once.
const onceHeader = "Idempotency-Key"

var onceShape = regexp.MustCompile(`^[!-~]{8,200}$`)

// carried is what is kept of a change under its key: enough to answer again, and nothing of what was sent.
type carried struct {
	Call   string `json:"c"` // digest of what was sent
	Status int    `json:"s"`
	Record string `json:"r,omitempty"`
	Other  string `json:"o,omitempty"` // a comment

	repeated bool
}

// onceKey is the key that a program gave to its change; must says that it has to give one.
func onceKey(r *web.Request, must bool) (string, error) {
	switch key := r.Header.Get(onceHeader); {
	case key == "" && must:
		return "", web.Refuse(http.StatusPreconditionRequired, errs.Invalid, "Thiếu "+onceHeader,
			"Gửi dòng đầu "+onceHeader+" với một khóa mới cho mỗi lần ghi (8 đến 200 ký tự ASCII, ví dụ một UUID) để lần gửi lại không ghi hai lần. Chưa ghi gì.")
	case key != "" && !onceShape.MatchString(key):
		return "", invalidAt(onceHeader, "%s gồm 8 đến 200 ký tự ASCII nhìn thấy được", onceHeader)
	default:
		return key, nil
	}
}

// digestOf tells a repeat of a call from another call under the same key.
func digestOf(r *web.Request, raw []byte) string {
	h := sha256.New()
	for _, part := range []string{r.Method, r.URL.Path, r.Header.Get("If-Match"), string(raw)} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// once carries out a change, at most once under a key. A repeat gives that of the first time.
func once(r *web.Request, key, digest string, do func(context.Context, *store.Tx) (carried, error)) (out carried, err error) {
	before := r.Request
	defer func() { r.Request = before }()
	if key != "" {
		kept := "api:" + key
		if err := r.Site.DB.Repeated(r.Context(), r.Actor, kept); err != nil {
			return repeatOf(err, digest)
		}
		r.Request = r.WithContext(store.WithRequestKey(r.Context(), kept))
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if out, err = do(ctx, tx); err != nil {
			return err
		}
		out.Call = digest
		raw, err := json.Marshal(out)
		tx.Result(string(raw))
		return err
	})
	if errs.Is(err, errs.Done) {
		return repeatOf(err, digest)
	}
	return out, err
}

// repeatOf is that of the first time; another call under the same key is refused.
func repeatOf(err error, digest string) (out carried, _ error) {
	done, ok := errors.AsType[*errs.Error](err)
	if !ok || done.Kind != errs.Done {
		return out, err
	}
	if bad := json.Unmarshal([]byte(done.Result), &out); bad != nil || out.Call != digest {
		return out, invalidAt(onceHeader, "Khóa này đã dùng cho một lời gọi khác; mỗi lần ghi dùng một khóa mới")
	}
	out.repeated = true
	return out, nil
}

// change is once for a call with a body, answered with the record that it leaves.
func (g *Register) change(r *web.Request, b sentBody, must bool, do func(context.Context, *store.Tx) (carried, error)) (apiAnswer, error) {
	key, err := onceKey(r, must)
	if err != nil {
		return apiAnswer{}, err
	}
	done, err := once(r, key, digestOf(r, b.raw), do)
	if err != nil {
		return apiAnswer{}, g.byColumn(err)
	}
	a, err := g.answerRecord(r, done.Record, done.Status)
	a.repeated = done.repeated
	return a, err
}
