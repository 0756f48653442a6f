package app

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// formerHamlets are the hamlets that records of earlier days name: "Thôn Phú Đa (nay là Tổ dân phố Phú Đa)".
func formerHamlets(o *org.Org) register.Refs {
	return func(ctx context.Context, from store.Source, today day.Day) ([]ui.Option, error) {
		list, err := o.FormerHamlets(ctx, from, today)
		out := make([]ui.Option, len(list))
		for i, h := range list {
			out[i] = ui.Option{Value: h.ID, Text: h.Name + heirWords(h.Heirs)}
		}
		return out, err
	}
}

func heirWords(heirs []org.HamletHeir) string {
	if len(heirs) == 0 {
		return " (đã kết thúc)"
	}
	names := make([]string, len(heirs))
	for i, h := range heirs {
		names[i] = h.Name
	}
	return " (nay là " + strings.Join(names, " hoặc ") + ")"
}

// formerBodies are the bodies that records of earlier days name.
func formerBodies(o *org.Org) register.Refs {
	return func(ctx context.Context, from store.Source, today day.Day) ([]ui.Option, error) {
		list, err := o.FormerBodies(ctx, from, today)
		out := make([]ui.Option, len(list))
		for i, b := range list {
			out[i] = ui.Option{Value: b.ID, Text: b.Name + " (đã kết thúc)"}
		}
		return out, err
	}
}
