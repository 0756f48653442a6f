package plan

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/plandiff"
)

// marked shows one side of two wordings: what the other side does not have stands in del or ins. It is written by hand,
// because a template would put blanks between the runs.
func marked(runs []plandiff.Run, side plandiff.Side) templ.Component {
	tag := map[plandiff.Side]string{plandiff.OldOnly: "del", plandiff.NewOnly: "ins"}[side]
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, r := range runs {
			text := templ.EscapeString(r.Text)
			switch {
			case r.Side == plandiff.Both:
				b.WriteString(text)
			case r.Side == side:
				b.WriteString("<" + tag + ">" + text + "</" + tag + ">")
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// with are the pieces of one fate.
func (rev revision) with(f fate) []revised {
	var out []revised
	for _, it := range rev.Items {
		if it.Fate == f {
			out = append(out, it)
		}
	}
	return out
}

func (rev revision) anyWorked() bool {
	for _, it := range rev.Items {
		if it.Fate == fateGone && it.Worked {
			return true
		}
	}
	return false
}

func fateTitle(f fate, planned bool) string {
	switch f {
	case fateChanged:
		return "Việc đổi"
	case fateNew:
		return "Việc thêm"
	}
	if planned {
		return "Việc không còn trong bản mới"
	}
	return "Việc không còn"
}

// places says where the work stands in each text.
func (i revised) places() string {
	switch {
	case i.Old == nil:
		return "việc " + strconv.Itoa(i.New.Seq)
	case i.New == nil:
		return "việc " + strconv.Itoa(i.Old.Seq) + " cũ"
	case i.Old.Path == i.New.Path:
		return "mục " + i.New.Path
	}
	return "mục " + i.Old.Path + " nay là " + i.New.Path
}

func handName(it revised, f revisedField) string {
	return "chon-" + strconv.Itoa(it.Old.Seq) + "-" + f.Name
}

func (c coupling) words() string {
	if c.New == 0 {
		return "Việc " + strconv.Itoa(c.Old) + " cũ không có trong bản mới"
	}
	return "Việc " + strconv.Itoa(c.Old) + " cũ là việc " + strconv.Itoa(c.New) + " của bản mới"
}

func querySaid(said []coupling) string {
	if len(said) == 0 {
		return ""
	}
	return "?g=" + strings.Join(couplingWords(said), "&g=")
}
