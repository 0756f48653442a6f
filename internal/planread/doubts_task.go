package planread

import (
	"strings"
)

// tasks notes tasks that lack what an assignment needs.
func (c *checker) tasks() {
	for _, t := range c.r.plan.Tasks {
		if len(names(t.Actors, RoleLead, RoleCoLead, RoleImplement, RoleAdvise, RoleRequest, RoleMonitor)) == 0 {
			c.add("missing-lead", t.Span.From, t.Path, "", "Nhiệm vụ %s chưa ghi đơn vị chủ trì.", t.Path)
		}
		switch t.When.Kind {
		case WhenNone:
			c.add("missing-time", t.Span.From, t.Path, "", "Nhiệm vụ %s chưa ghi thời gian thực hiện.", t.Path)
		case WhenUnknown:
			c.add("unread-time", t.When.Line, t.When.Raw, "", "Chưa hiểu thời gian “%s” của nhiệm vụ %s.", shorten(t.When.Raw), t.Path)
		}
		c.twice(t)
	}
}

const longSentence = 80 // bytes; shorter sentences are repeated for good reasons

// twice notes a long sentence that stands twice in one task.
func (c *checker) twice(t Task) {
	seen := map[string]bool{}
	for part := range strings.SplitSeq(strings.ReplaceAll(t.Text, "\n", ". "), ". ") {
		s := strings.Trim(part, " .;")
		if len(s) < longSentence {
			continue
		}
		if seen[s] {
			c.add("repeated-sentence", t.Span.From, shorten(s), "", "Câu này viết hai lần trong nhiệm vụ %s.", t.Path)
		}
		seen[s] = true
	}
}

// references checks what the plan says of its own parts.
func (c *checker) references() {
	paths := map[string]bool{}
	annex := false
	for _, i := range c.r.plan.Items {
		paths[strings.ToLower(i.Path)] = true
		annex = annex || strings.HasPrefix(i.Path, "Phụ lục")
	}
	for _, p := range c.paras {
		c.ownParts(p, paths)
		if !annex {
			c.annexes(p)
		}
	}
}

// ownParts checks "mục II.3 Kế hoạch này" against the outline.
func (c *checker) ownParts(p *para, paths map[string]bool) {
	for from := 0; from < len(p.low); {
		i := strings.Index(p.low[from:], "kế hoạch này")
		if i < 0 {
			return
		}
		i += from
		from = i + 1
		head := strings.TrimSuffix(strings.TrimRight(p.low[max(0, i-30):i], " "), " của")
		k := strings.LastIndex(head, "mục ")
		if k < 0 {
			continue
		}
		ref := strings.Trim(head[k+len("mục "):], " .")
		if ref == "" || len(ref) > 12 || strings.Trim(ref, "ivx.0123456789") != "" || paths[ref] {
			continue
		}
		c.add("missing-part", p.lineAt(i), "mục "+strings.ToUpper(ref), "", "Kế hoạch không có mục %s.", strings.ToUpper(ref))
	}
}

// annexes notes an annex that is named and does not follow.
func (c *checker) annexes(p *para) {
	for _, w := range []string{"phụ lục kèm theo", "phụ lục đính kèm", "theo phụ lục"} {
		if i := strings.Index(p.low, w); i >= 0 {
			c.add("missing-annex", p.lineAt(i), p.text[i:i+len(w)], "", "Có nhắc đến phụ lục nhưng trong tệp không thấy phụ lục.")
			return
		}
	}
}
