package child

import (
	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
)

// cells are the columns of the list that say what several answers mean together.
var cells = []register.Drawn{
	{Head: "Tuổi", Num: true, Day: true, Of: []string{"birth"}, Draw: func(rec register.Record, today day.Day) templ.Component { return ageText(Age(rec.Str("birth"), today)) }},
	{Head: "Giấy tờ", Of: []string{"person_number", "number_why", "birth_cert", "insurance"}, Draw: func(rec register.Record, _ day.Day) templ.Component { return papers(rec) }},
	{Head: "Dấu hiệu", Of: []string{"circumstances", "risks", "birth", "consent"}, Draw: func(rec register.Record, _ day.Day) templ.Component { return signs(rec) }},
}
