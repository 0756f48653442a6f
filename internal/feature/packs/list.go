package packs

import (
	"fmt"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// line is a pack in the list, with the version in force today.
type line struct {
	pack.Pack
	Now   pack.Version
	Kept  int // versions
	Sure  bool
	Words string // how sure
}

func list(w http.ResponseWriter, r *web.Request) error {
	b, err := pack.Open(r.Context(), r.Reader())
	if err != nil {
		return err
	}
	var lines []line
	open := 0
	for _, p := range pack.All() {
		l := line{Pack: p, Now: b.At(p.Key, r.Today().ISO()), Kept: len(b.Versions(p.Key))}
		l.Sure, l.Words = l.Now.Confidence == pack.Read, l.Now.Confidence.Words()
		if b.Compared(l.Now) {
			l.Sure, l.Words = true, "đã đối chiếu"
		}
		if gap := l.Now.Gap(); p.Kind == pack.Scorecard && gap != "" {
			l.Sure, l.Words = false, gap
		}
		if !l.Sure {
			open++
		}
		lines = append(lines, l)
	}
	lead := fmt.Sprintf("%d gói, %d gói chưa đối chiếu hoặc còn thiếu. Hồ sơ cũ giữ bản đã dùng khi ghi.", len(lines), open)
	return r.Show(w, web.View{Title: heading, Lead: lead, Crumbs: []ui.Crumb{{Text: heading}}}, listPage(r, lines))
}

// shownOf reads the pack of the address and its versions.
func shownOf(r *web.Request) (pack.Pack, *pack.Book, error) {
	p, ok := pack.Find(r.PathValue("pack"))
	if !ok {
		return p, nil, errs.New(errs.NotFound, "Không có gói dữ liệu này. Mở “Gói dữ liệu” để xem các gói.")
	}
	b, err := pack.Open(r.Context(), r.Reader())
	return p, b, err
}

func here(r *web.Request, p pack.Pack, below string) string { return r.In(path + "/" + p.Key + below) }

func crumbs(r *web.Request, p pack.Pack, last string) []ui.Crumb {
	out := []ui.Crumb{{Text: heading, Href: r.In(path)}}
	if last == "" {
		return append(out, ui.Crumb{Text: p.Title})
	}
	return append(out, ui.Crumb{Text: p.Title, Href: here(r, p, "")}, ui.Crumb{Text: last})
}
