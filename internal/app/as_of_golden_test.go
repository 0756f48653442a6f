package app_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

var anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// numbered gives ids the numbers of their first places.
func numbered(s string) string {
	seen := map[string]string{}
	return anyID.ReplaceAllStringFunc(s, func(id string) string {
		if seen[id] == "" {
			seen[id] = fmt.Sprintf("#%d", len(seen)+1)
		}
		return seen[id]
	})
}

// The export of one small plan, as programs outside read it.
func TestTheExportReadsAsItDid(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	planID := w.confirmed(summer)
	_, task := w.work("Rà soát ao")
	w.samples["task"] = task.ID
	w.run([]scenario{
		{Name: "a result", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("once", "g1", "co-quan", w.ownBody("hoa.tt"), "ngay", "11/5/2026", "ket-qua", "Đã rào 3 ao", "xong", "1")}, Want: 303},
	})
	var whole map[string]any
	raw := w.send(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/xuat?ngay=12/5/2026"}).Body.Bytes()
	if err := json.Unmarshal(raw, &whole); err != nil {
		t.Fatal(err)
	}
	for _, p := range whole["plans"].([]any) {
		if p.(map[string]any)["id"] == planID {
			whole["plans"] = []any{p}
		}
	}
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(whole); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "as-of.json")
	if *update {
		if err := os.WriteFile(golden, []byte(numbered(got.String())), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), numbered(got.String())); diff != "" {
		t.Errorf("the export of one day (-golden +now):\n%s", diff)
	}
}
