package app_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/web"
)

// The list is narrowed by a group of special circumstances, a kind of it and a risk that hold today, for those with the right
// alone: to others the address says nothing.
func TestTheListIsNarrowedByWhatHoldsToday(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		mark := func(key, name, groups, risks string) {
			w.samples["child"] = w.addChild(key, "ho-ten", name, "khac", "1", "ngay-sinh", key+"/06/2018")
			form := form("qua-trinh-hoan-canh", groups, "qua-trinh-nguy-co", risks, "ban", "1", "once", web.NewKey())
			if a := w.do(request{As: "hoa.tt", Path: children + "/{child}/buoc/hoan-canh", Form: form}); a.Code != 303 {
				t.Fatalf("%s answers %d\n%s", name, a.Code, words(a.doc))
			}
		}
		mark("01", "Lò Văn Một", "HCDB04 | HCDB04.2 | 01/01/2026 |  | QĐ 5", "bo-hoc | 01/02/2026 | | ")
		mark("02", "Lò Văn Hai", "HCDB04 | HCDB04.3 | 01/01/2026 | 31/12/2026 | QĐ 6\nHCDB05 | | 2025 | |", "")
		mark("03", "Lò Văn Ba", "HCDB04 | HCDB04.2 | 01/01/2024 | 31/12/2025 | QĐ 7", "bo-hoc | 2024 | 2025 | ")
		found := func(who string, query string) (out string) {
			page := w.do(request{As: who, Path: children + "?" + query})
			for _, name := range []string{"Một", "Hai", "Ba"} {
				if strings.Contains(page.doc.Find("table.reg").Text(), "Lò Văn "+name) {
					out += name + " "
				}
			}
			return out
		}
		const group, sub, risk = "qua-trinh-hoan-canh-nhom=", "qua-trinh-hoan-canh-dang=", "qua-trinh-nguy-co-loai="
		for query, want := range map[string]string{
			group + "HCDB04": "Một Hai ", sub + "HCDB04.2": "Một ", risk + "bo-hoc": "Một ", group + "HCDB05": "Hai ", group + "HCDB01": "",
			group + "HCDB04&" + sub + "HCDB04.3": "Hai ", group + "HCDB04&" + risk + "bo-hoc": "Một ", group + "HCDB04&tinh-trang=du-16": "", group + "HCDB04&gioi=nu&sap-xep=moi": "Một Hai ",
		} {
			if got := found("hoa.tt", query); got != want {
				t.Errorf("%s finds %q, want %q", query, got, want)
			}
		}
		for _, who := range []string{"dat.lq"} {
			all := found(who, "tim="+url.QueryEscape("Lò Văn"))
			for _, query := range []string{group + "HCDB04", sub + "HCDB04.2", risk + "bo-hoc", group + "HCDB01"} {
				if got := found(who, query+"&tim="+url.QueryEscape("Lò Văn")); got != all {
					t.Errorf("%s narrows by %s and finds %q", who, query, got)
				}
			}
			if page := w.readable(who, children); strings.Contains(page, "Hoàn cảnh: nhóm") || strings.Contains(page, "HCDB04") {
				t.Errorf("%s is offered the filter", who)
			}
		}
		page := w.do(request{As: "hoa.tt", Path: children + "?" + group + "HCDB04"}).doc
		if says, rows := squash(page.Find("p.law-count").Text()), page.Find("table.reg tbody tr").Length(); says != fmt.Sprintf("%d trẻ em", rows) {
			t.Errorf("the list of %d says %q", rows, says)
		}
	})
}
