package planread

import "strings"

// references gives the bodies of duties by reference to the tasks that they refer to: "Chủ trì triển khai các nhiệm vụ tại mục (IV)
// (4.1)". A task with a lead of its own keeps it.
func (r *reader) references() {
	open := map[string][]int{}
	for i, t := range r.plan.Tasks {
		if len(names(t.Actors, RoleLead, RoleImplement, RoleRequest)) == 0 {
			path, _, _ := strings.Cut(t.Path, "#")
			open[path] = append(open[path], i)
		}
	}
	if len(open) == 0 {
		return
	}
	left := mostReferences
	for _, a := range r.plan.Assignments {
		for _, path := range referredParts(a.Text) {
			if left--; left < 0 {
				return
			}
			r.refer(a, path, open)
		}
	}
}

const mostReferences = 200 // no plan has more; each looks at all tasks without a lead

func (r *reader) refer(a Assignment, path string, open map[string][]int) {
	for p, tasks := range open {
		if p != path && !strings.HasPrefix(p, path+".") {
			continue
		}
		for _, i := range tasks {
			for _, who := range a.Actors {
				if who.Role == RoleLead || who.Role == RoleCoLead || who.Role == RoleRequest {
					r.plan.Tasks[i].Actors = append(r.plan.Tasks[i].Actors, who)
				}
			}
		}
	}
}

// referredParts are the paths of the parts that a text refers to after "nhiệm vụ tại mục".
func referredParts(text string) []string {
	l := low(text)
	i := strings.Index(l, "nhiệm vụ")
	if i < 0 {
		return nil
	}
	k := strings.Index(l[i:min(len(l), i+80)], "tại mục")
	if k < 0 {
		return nil
	}
	at := i + k + len("tại mục")
	end := clauseEnd(l, at)
	if e := strings.Index(l[at:end], "kế hoạch"); e >= 0 {
		end = at + e
	}
	var out []string
	section := ""
	for _, w := range strings.FieldsFunc(text[at:end], func(r rune) bool { return r == ' ' || r == '(' || r == ')' || r == ',' || r == ';' }) {
		w = strings.TrimRight(w, ".")
		switch {
		case romanValue(w) > 0:
			section = w
			out = append(out, w)
		case w != "" && strings.Trim(w, "0123456789.") == "" && section != "":
			if n := len(out); n > 0 && out[n-1] == section {
				out = out[:n-1]
			}
			out = append(out, section+"."+w)
		case strings.Contains(w, ".") && romanValue(w[:strings.IndexByte(w, '.')]) > 0:
			out = append(out, w)
		}
	}
	return out
}
