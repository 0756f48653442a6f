package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
)

// A page of the review holds this many cards and source lines at most, so that a plan of three thousand paragraphs opens
// as fast as a plan of one ward. The plan of an ordinary ward is one page.
const (
	reviewCards = 100
	reviewLines = 500
)

// cutPages cuts the pairs into pages. A pair is never cut, so a page with one very long pair may hold more.
func cutPages(pairs []pair) [][]pair {
	var pages [][]pair
	first, cards, lines := 0, 0, 0
	for i, pr := range pairs {
		if i > first && (cards+len(pr.Cards) > reviewCards || lines+len(pr.Lines) > reviewLines) {
			pages = append(pages, pairs[first:i])
			first, cards, lines = i, 0, 0
		}
		cards += len(pr.Cards)
		lines += len(pr.Lines)
	}
	return append(pages, pairs[first:])
}

// A place on the review page is also the anchor of its element: a card, a line of the source, or a doubt.
func cardPlace(seq int) string  { return "viec-" + strconv.Itoa(seq) }
func linePlace(n int) string    { return "dong-" + strconv.Itoa(n) }
func doubtPlace(seq int) string { return "ngo-" + strconv.Itoa(seq) }

// reviewAt is the address of a place on the review page. The server needs the place too, to choose the page.
func reviewAt(r *web.Request, pl Plan, only, place string) string {
	href := reviewHref(r, pl, only)
	mark := "?"
	if only != "" {
		mark = "&"
	}
	return href + mark + "tai=" + place + "#" + place
}

// holds reports whether the pair has the place.
func (pr pair) holds(place string) bool {
	kind, number, _ := strings.Cut(place, "-")
	n, err := strconv.Atoi(number)
	if err != nil {
		return false
	}
	isDoubt := func(d Doubt) bool { return d.Seq == n }
	switch kind {
	case "dong":
		return pr.from() <= n && n <= pr.to()
	case "viec":
		return slices.ContainsFunc(pr.Cards, func(c cardView) bool { return c.Task.Seq == n })
	case "ngo":
		return slices.ContainsFunc(pr.Cards, func(c cardView) bool { return slices.ContainsFunc(c.Doubts, isDoubt) }) ||
			slices.ContainsFunc(pr.Doubts, func(l lineDoubts) bool { return slices.ContainsFunc(l.Doubts, isDoubt) })
	default:
		return false
	}
}

// turnTo leaves on the page what stands around a place, or the page of a number when the place is nowhere. Numbers out
// of range give the nearest page.
func (rv *reviewed) turnTo(place string, number int) {
	pages := cutPages(rv.Pairs)
	at := min(max(number, 1), len(pages)) - 1
	if place != "" {
		found := slices.IndexFunc(pages, func(page []pair) bool {
			return slices.ContainsFunc(page, func(pr pair) bool { return pr.holds(place) })
		})
		if found >= 0 {
			at = found
		}
	}
	rv.Page, rv.Pages, rv.Pairs = at+1, len(pages), pages[at]
}

// elsewhere is the first open doubt on the pages after this one, or on those before it; 0 when there is none.
func elsewhere(all, page []pair) int {
	if len(page) == 0 {
		return 0
	}
	before, after := 0, 0
	for _, pr := range all {
		for _, d := range pr.doubts() {
			switch {
			case !d.Open():
			case pr.from() > page[len(page)-1].to() && after == 0:
				after = d.Seq
			case pr.to() < page[0].from() && before == 0:
				before = d.Seq
			}
		}
	}
	if after > 0 {
		return after
	}
	return before
}

// doubts are all that stand in the pair.
func (pr pair) doubts() []Doubt {
	var out []Doubt
	for _, c := range pr.Cards {
		out = append(out, c.Doubts...)
	}
	for _, l := range pr.Doubts {
		out = append(out, l.Doubts...)
	}
	return out
}

func reviewPageHref(r *web.Request, rv reviewed) func(int) string {
	href := reviewHref(r, rv.Plan, rv.Only)
	mark := "?"
	if rv.Only != "" {
		mark = "&"
	}
	return func(n int) string { return href + mark + "trang=" + strconv.Itoa(n) }
}

// filters are what the page can be narrowed to, besides everything.
var filters = []string{"viec", "chua-ro", "chua-xep", "cho-ngo"}

// filterOf is the filter of the address; an unknown one shows everything.
func filterOf(r *web.Request) string {
	if only := r.URL.Query().Get("xem"); slices.Contains(filters, only) {
		return only
	}
	return ""
}

// placeOf is what the page must show: the doubt whose answer has a mistake, or what the address asks for.
func placeOf(r *web.Request, mistakes []errs.Field) string {
	for _, m := range mistakes {
		if number, ok := strings.CutPrefix(m.Name, reasonPrefix); ok {
			return "ngo-" + number
		}
	}
	return r.URL.Query().Get("tai")
}
