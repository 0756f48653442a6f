package gallery

import (
	"io"
	"testing"
)

// BenchmarkPage renders the page that people open most.
func BenchmarkPage(b *testing.B) {
	page := Pages("light")[0]
	for b.Loop() {
		if err := page.Body.Render(b.Context(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
