package planread

import (
	"encoding/json"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// The JSON form of a plan. Names and shapes are a contract with other programs: dates are YYYY-MM-DD or null.
type (
	jsonPlan struct {
		Version     string           `json:"version"`
		Document    jsonDocument     `json:"document"`
		Tasks       []jsonTask       `json:"tasks"`
		Assignments []jsonAssignment `json:"assignments"`
		Reports     []jsonReport     `json:"reports"`
		Citations   []jsonCitation   `json:"citations"`
		Laws        []jsonLaw        `json:"laws"`
		Doubts      []jsonDoubt      `json:"doubts"`
		Items       []jsonItem       `json:"items"`
	}
	jsonDocument struct {
		Kind      string   `json:"kind"`
		Number    *string  `json:"number"`
		Symbol    string   `json:"symbol"`
		Issuer    string   `json:"issuer"`
		Place     string   `json:"place"`
		Date      *string  `json:"date"`
		Year      int      `json:"year"`
		YearTo    int      `json:"year_to"`
		Title     string   `json:"title"`
		Signer    string   `json:"signer"`
		SignerFor string   `json:"signed_for"`
		SignerAs  string   `json:"signer_title"`
		SentTo    []string `json:"recipients"`
	}
	jsonTask struct {
		Section      string   `json:"section"`
		Title        string   `json:"title"`
		Text         string   `json:"text"`
		Lead         []string `json:"lead"`
		Coordinating []string `json:"coordinating"`
		Implementing []string `json:"implementing"`
		Requested    []string `json:"requested,omitempty"`
		Monitoring   []string `json:"monitoring,omitempty"`
		Time         jsonTime `json:"time"`
		TimeText     string   `json:"time_text"`
		Lines        [2]int   `json:"lines"`
	}
	jsonTime struct {
		Type         string      `json:"type"`
		From         *string     `json:"from"`
		To           *string     `json:"to"`
		Due          *string     `json:"due"`
		Inclusive    *bool       `json:"inclusive,omitempty"`
		Rule         string      `json:"rrule,omitempty"`
		Condition    string      `json:"condition,omitempty"`
		Peaks        [][2]string `json:"peaks"`
		Tentative    bool        `json:"tentative,omitempty"`
		Aspirational bool        `json:"aspirational,omitempty"`
	}
	jsonAssignment struct {
		Section string   `json:"section"`
		Agency  string   `json:"agency"`
		Role    string   `json:"role"`
		Text    string   `json:"text"`
		Time    jsonTime `json:"time"`
		Lines   [2]int   `json:"lines"`
	}
	jsonReport struct {
		Section   string   `json:"section"`
		Title     string   `json:"title"`
		Who       []string `json:"who"`
		To        *string  `json:"to"`
		Via       *string  `json:"via"`
		Frequency string   `json:"frequency"`
		Due       *string  `json:"due"`
		MonthDays []string `json:"due_month_days"`
		MonthDay  int      `json:"due_day,omitempty"`
		Inclusive bool     `json:"inclusive"`
		Raw       string   `json:"raw"`
		Lines     [2]int   `json:"lines"`
	}
	jsonCitation struct {
		Kind    string   `json:"kind"`
		Number  string   `json:"number"`
		Date    *string  `json:"date"`
		Printed string   `json:"date_printed"`
		Issuer  string   `json:"issuer"`
		Title   string   `json:"title"`
		Raw     string   `json:"raw"`
		Points  []string `json:"points"`
		Lines   []int    `json:"lines"`
	}
	jsonLaw struct {
		Name  string `json:"name"`
		Lines []int  `json:"lines"`
	}
	jsonDoubt struct {
		Rule     string `json:"rule"`
		Line     int    `json:"line"`
		Text     string `json:"text"`
		Proposal string `json:"proposal"`
		Why      string `json:"why"`
		Certain  bool   `json:"certain"`
	}
	jsonItem struct {
		Kind  string `json:"kind"`
		Path  string `json:"section"`
		Lines [2]int `json:"lines"`
	}
)

// JSON writes a plan for other programs.
func JSON(p Plan) ([]byte, error) {
	out := jsonPlan{Version: Version, Document: headJSON(p.Head), Tasks: []jsonTask{}, Assignments: []jsonAssignment{},
		Reports: []jsonReport{}, Citations: []jsonCitation{}, Laws: []jsonLaw{}, Doubts: []jsonDoubt{}, Items: []jsonItem{}}
	for _, t := range p.Tasks {
		out.Tasks = append(out.Tasks, taskJSON(t))
	}
	for _, a := range p.Assignments {
		role := "own"
		if a.Role == RoleRequest {
			role = "request"
		}
		out.Assignments = append(out.Assignments, jsonAssignment{a.Path, a.Agency, role, a.Text, timeJSON(a.When), lines(a.Span)})
	}
	for _, r := range p.Reports {
		out.Reports = append(out.Reports, reportJSON(r))
	}
	for _, c := range p.Citations {
		if c.Number == "" {
			continue
		}
		out.Citations = append(out.Citations, jsonCitation{c.Kind, c.Number, isoOrNil(printedDay(c.Date)), c.Date, c.Issuer, c.Title, c.Raw, notNil(c.Points), c.Lines})
	}
	for _, l := range p.Laws {
		out.Laws = append(out.Laws, jsonLaw{l.Name, l.Lines})
	}
	for _, d := range p.Doubts {
		out.Doubts = append(out.Doubts, jsonDoubt{d.Rule, d.Line, d.Words, d.Proposal, d.Text, d.Certain})
	}
	for _, i := range p.Items {
		out.Items = append(out.Items, jsonItem{string(i.Kind), i.Path, lines(i.Span)})
	}
	return json.MarshalIndent(out, "", " ")
}

func headJSON(h Head) jsonDocument {
	return jsonDocument{h.Kind, textOrNil(h.Number), h.Symbol, h.Issuer, h.Place, isoOrNil(h.Date), h.Year, h.YearTo, h.Title, h.Signer,
		h.SignerFor, h.SignerAs, notNil(h.SentTo)}
}

func taskJSON(t Task) jsonTask {
	lead := names(t.Actors, RoleLead, RoleCoLead, RoleAdvise)
	if len(lead) == 0 {
		lead = names(t.Actors, RoleRequest)
	}
	return jsonTask{Section: t.Path, Title: t.Title, Text: t.Text, Lead: lead,
		Coordinating: names(t.Actors, RoleCooperate), Implementing: names(t.Actors, RoleImplement), Requested: names(t.Actors, RoleRequest),
		Monitoring: names(t.Actors, RoleMonitor), Time: timeJSON(t.When), TimeText: t.When.Raw, Lines: lines(t.Span)}
}

func timeJSON(w When) jsonTime {
	out := jsonTime{Type: string(w.Kind), From: isoOrNil(w.From), To: isoOrNil(w.To), Due: isoOrNil(w.Due), Rule: w.Rule, Condition: w.Condition,
		Peaks: [][2]string{}, Tentative: w.Tentative, Aspirational: w.Aspirational}
	if w.Kind == WhenUnknown || w.Kind == "" {
		out.Type = string(WhenNone)
	}
	if w.Kind == WhenDue {
		inclusive := !w.Exclusive
		out.Inclusive = &inclusive
	}
	for _, p := range w.Peaks {
		out.Peaks = append(out.Peaks, [2]string{p.From.ISO(), p.To.ISO()})
	}
	return out
}

func reportJSON(r Report) jsonReport {
	out := jsonReport{Section: r.Path, Title: r.Title, Who: names(r.Actors, RoleReportFrom), Frequency: string(r.Frequency), Due: isoOrNil(r.Due),
		MonthDays: notNil(r.MonthDays), MonthDay: r.MonthDay, Inclusive: r.Inclusive, Raw: r.Raw, Lines: lines(r.Span)}
	to := names(r.Actors, RoleReportTo)
	out.To = textOrNil(strings.Join(to, "; "))
	for _, a := range r.Actors {
		if a.Via != "" {
			out.Via = textOrNil(a.Via)
		}
	}
	return out
}

func names(as []Actor, roles ...Role) []string {
	out := []string{}
	for _, a := range as {
		for _, r := range roles {
			if a.Role == r {
				out = append(out, a.Name)
			}
		}
	}
	return out
}

func lines(s Span) [2]int { return [2]int{s.From, s.To} }

func notNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func textOrNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func isoOrNil(d day.Day) *string { return textOrNil(d.ISO()) }

// printedDay is the date that a citation prints, the zero Day when there is no such date.
func printedDay(s string) day.Day {
	l := low(s)
	if !strings.HasPrefix(l, "ngày") {
		l = "ngày " + l
	}
	t := tokens(l)
	st := &stream{t: t}
	a, ok := st.atom(l)
	if !ok || a.kind != atomDay || a.y1 == 0 || st.i < len(t) {
		return day.Day{}
	}
	return a.days(a.y1).From
}
