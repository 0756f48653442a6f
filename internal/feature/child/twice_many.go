package child

import (
	"context"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// numbersAtOnce is for how many personal numbers one statement asks.
const numbersAtOnce = 200

var (
	sameNumbers = store.Query("child.same_numbers", `SELECT c.person_number, c.id, c.number, c.name FROM child c WHERE {scope:c} AND c.person_number IN (`+numberParams()+`) AND c.dropped = FALSE ORDER BY c.id`)
	heldNumbers = store.Query("child.numbers_held", `SELECT DISTINCT c.person_number FROM child c WHERE c.person_number IN (`+numberParams()+`)`,
		store.Unscoped("one number is one person in the whole installation; the answer is only that somebody has it"))
)

func numberParams() string {
	out := make([]string, numbersAtOnce)
	for i := range out {
		out[i] = "$" + strconv.Itoa(i+1)
	}
	return strings.Join(out, ", ")
}

type numberHolder struct {
	Number string `db:"person_number"`
	ID     string `db:"id"`
	Code   int64  `db:"number"`
	Name   string `db:"name"`
}

// ahead is against for many new records at once.
func ahead(ctx context.Context, from store.Source, recs []register.Record) (func(register.Record, *register.Mistakes), error) {
	holders, held := map[string]numberHolder{}, map[string]bool{}
	var numbers []any
	for i, rec := range recs {
		if n := rec.Str("person_number"); n != "" {
			numbers = append(numbers, n)
		}
		if len(numbers) < numbersAtOnce && (i < len(recs)-1 || len(numbers) == 0) {
			continue
		}
		for len(numbers) < numbersAtOnce {
			numbers = append(numbers, numbers[0])
		}
		list, err := store.List[numberHolder](ctx, from, sameNumbers, numbers...)
		if err != nil {
			return nil, err
		}
		for _, h := range list {
			if _, first := holders[h.Number]; !first {
				holders[h.Number] = h
			}
		}
		there, err := store.List[string](ctx, from, heldNumbers, numbers...)
		if err != nil {
			return nil, err
		}
		for _, n := range there {
			held[n] = true
		}
		numbers = nil
	}
	return func(rec register.Record, m *register.Mistakes) {
		number := rec.Str("person_number")
		if other, found := holders[number]; found && number != "" {
			taken(rec, other.Code, other.Name, m)
		} else if held[number] {
			hiddenHolder(m)
		}
	}, nil
}

func taken(rec register.Record, code int64, name string, m *register.Mistakes) {
	m.At("person_number", "Số này đang ghi cho %s %s. Xem lại giấy tờ của hai trẻ; nếu là một trẻ thì không thêm", rec.CodeOf(code), name)
}

func hiddenHolder(m *register.Mistakes) {
	m.At("person_number", "Số này đã ghi cho một trẻ mà anh/chị không xem được. Hỏi công an xã, phường để đối chiếu, rồi báo người quản trị")
}
