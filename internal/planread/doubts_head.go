package planread

// head checks the number and the date of the plan itself.
func (c *checker) head(head []*para) {
	for _, p := range head {
		h := c.r.plan.Head
		if m := headNumber.FindStringSubmatchIndex(p.text[:min(len(p.text), headBytes)]); m != nil && m[2] < 0 && h.Number == "" {
			c.addSure("missing-number", p.lineAt(m[0]), bare(p.text[m[0]:m[1]]), "", "Văn bản chưa có số: là dự thảo hoặc bản chưa vào sổ.")
		}
		if m := headDate.FindStringSubmatchIndex(p.text[:min(len(p.text), headBytes)]); m != nil && (m[4] == m[5] || m[6] == m[7]) {
			from := m[3]
			for from < m[1] && (p.text[from] == ',' || p.text[from] == ' ') {
				from++
			}
			c.addSure("missing-date", p.lineAt(from), squeeze(p.text[from:m[1]]), "", "Ngày, tháng ban hành còn để trống.")
		}
	}
}
