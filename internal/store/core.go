package store

func init() {
	Declare(
		Table{Name: "file", Growing: true, Title: "Tệp"},
		Table{Name: "audit", Growing: true, Scoped: true, Title: "Lịch sử", Trail: true, Level: "level", Hidden: []string{"before", "after", "note"}},
		Table{Name: "request_key", Growing: true, Private: true},
	)
}
