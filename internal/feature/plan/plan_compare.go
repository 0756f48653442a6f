package plan

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/plandiff"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// comparePage is how many rows of two texts stand on one page.
const comparePage = 200

// compared is two texts side by side.
type compared struct {
	Left, Right Plan
	Old, New    []sourceLineAt
	Rows        []compareRow // of this page
	Count       plandiff.Count
	All         bool // also what is the same
	Page, Pages int
}

// sourceLineAt is a paragraph with its number in the source.
type sourceLineAt struct {
	N    int
	Text string
}

// compareRow is one row of the comparison, or a run of equal rows that is folded.
type compareRow struct {
	plandiff.Row
	Folded int // equal paragraphs that this row stands for
	At     int // place of the first of them among all rows
}

func paragraphsIn(text string) (out []sourceLineAt, plain []string) {
	for i, l := range strings.Split(text, "\n") {
		if strings.TrimSpace(l) != "" {
			out = append(out, sourceLineAt{i + 1, l})
			plain = append(plain, l)
		}
	}
	return out, plain
}

// compare shows two plans side by side: the one of the address and the one of "voi".
func (p *Plans) compare(w http.ResponseWriter, r *web.Request) error {
	pl, err := p.planOf(r)
	if err != nil {
		return err
	}
	crumbs := []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: pl.Name(), Href: r.In("ke-hoach/" + pl.ID)}, {Text: "So sánh"}}
	other := r.URL.Query().Get("voi")
	if !ident.Valid(other) {
		return p.chooseOther(w, r, pl, crumbs)
	}
	c, err := comparedOf(r, pl, other)
	if err != nil {
		return err
	}
	v := web.View{Title: "So sánh hai văn bản", Here: ui.NavPlan, Crumbs: crumbs, Lead: c.Left.Name() + " và " + lowerFirst(c.Right.Name()) + ". " + countWords(c.Count), Actions: ui.PrintButton()}
	return r.Show(w, v, compareView(r, c))
}

// chooseOther asks with which plan to compare.
func (p *Plans) chooseOther(w http.ResponseWriter, r *web.Request, pl Plan, crumbs []ui.Crumb) error {
	others, err := store.List[Plan](r.Context(), r.Reader(), planNewest)
	if err != nil {
		return err
	}
	v := web.View{Title: "So sánh với kế hoạch khác", Here: ui.NavPlan, Crumbs: crumbs, Lead: pl.Name() + "."}
	return r.Show(w, v, chooseView(r, pl, others))
}

// The plans of all years, newest first, to choose from.
var planNewest = store.Query("plan.newest", `SELECT `+planColumns+` FROM plan p WHERE {scope:p} AND p.state <> 'dropped' ORDER BY p.year DESC, p.id DESC LIMIT 100`)

// comparedOf compares two texts. What replaces stands on the right, as does the later of two plans.
func comparedOf(r *web.Request, pl Plan, other string) (c compared, err error) {
	if c.Right, err = store.Get[Plan](r.Context(), r.Reader(), planGet, other); err != nil {
		return c, err
	}
	c.Left = pl
	if c.Left.amends(c.Right) || c.Left.Year > c.Right.Year {
		c.Left, c.Right = c.Right, c.Left
	}
	var text [2]Source
	for i, side := range []Plan{c.Left, c.Right} {
		if text[i], err = store.Get[Source](r.Context(), r.Reader(), planSource, side.ID); err != nil {
			return c, err
		}
	}
	var old, updated []string
	c.Old, old = paragraphsIn(text[0].Text)
	c.New, updated = paragraphsIn(text[1].Text)
	c.All = r.URL.Query().Get("xem") == "tat-ca"
	c.cut(plandiff.Diff(old, updated), pageOf(r))
	return c, nil
}

// amends reports whether the plan is the newer text of the other one.
func (p Plan) amends(other Plan) bool {
	return p.State != Replaced && p.Revises == other.ID || other.State == Replaced && other.Revises == p.ID
}

// cut counts the rows, folds what is the same and keeps one page.
func (c *compared) cut(rows []plandiff.Row, page int) {
	c.Count = plandiff.CountOf(rows)
	var shown []compareRow
	for i, row := range rows {
		last := len(shown) - 1
		switch {
		case c.All || row.Kind != plandiff.Same:
			shown = append(shown, compareRow{Row: row, At: i})
		case last >= 0 && shown[last].Folded > 0:
			shown[last].Folded++
		default:
			shown = append(shown, compareRow{Row: row, Folded: 1, At: i})
		}
	}
	c.Pages = max(1, (len(shown)+comparePage-1)/comparePage)
	c.Page = min(page, c.Pages)
	c.Rows = shown[(c.Page-1)*comparePage : min(c.Page*comparePage, len(shown))]
}

func countWords(n plandiff.Count) string {
	return strconv.Itoa(n.Same) + " đoạn giống nhau, " + strconv.Itoa(n.Changed) + " đổi, " + strconv.Itoa(n.Moved) + " chuyển chỗ, " + strconv.Itoa(n.Added) + " thêm, " + strconv.Itoa(n.Removed) + " bớt."
}

func compareHref(r *web.Request, a, b Plan) string {
	return r.In("ke-hoach/"+a.ID+"/so-sanh") + "?voi=" + b.ID
}

// pageHref is the address of a page of the comparison.
func (c compared) pageHref(r *web.Request, all bool) func(int) string {
	return func(n int) string {
		q := url.Values{"voi": {c.Right.ID}}
		if all {
			q.Set("xem", "tat-ca")
		}
		if n > 1 {
			q.Set("trang", strconv.Itoa(n))
		}
		return r.In("ke-hoach/"+c.Left.ID+"/so-sanh") + "?" + q.Encode()
	}
}

// unfoldHref leads from a folded run to the same place where nothing is folded.
func (c compared) unfoldHref(r *web.Request, row compareRow) string {
	return c.pageHref(r, true)(row.At/comparePage+1) + "#d" + strconv.Itoa(row.At)
}

func foldWords(n int) string { return "… " + strconv.Itoa(n) + " đoạn giống nhau" }

// kindWords says what became of a paragraph, for the mark beside it.
func kindWords(k plandiff.Kind) string {
	return [...]string{"giống nhau", "đổi", "chuyển chỗ", "thêm", "bớt"}[k]
}

func kindClass(k plandiff.Kind) string {
	return [...]string{"same", "changed", "moved", "added", "removed"}[k]
}
