package plan

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// words shows a line letter by letter: a template would put blanks between the pieces.
func (l line) words() templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, p := range l.Pieces {
			text := templ.EscapeString(p.Text)
			if p.Open && text != "" {
				text = "<mark>" + text + "</mark>"
			}
			b.WriteString(text)
			for _, n := range p.Doubts {
				b.WriteString(`<sup><span class="sr">chỗ ngờ </span>` + strconv.Itoa(n) + "</sup>")
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}
