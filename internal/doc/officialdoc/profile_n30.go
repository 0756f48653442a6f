package officialdoc

import "github.com/mangnon/mangnon/internal/kernel/day"

// n30 is Phụ lục I of Nghị định 30/2020/NĐ-CP. Where the decree gives a range, Use and Size are those of its own example.
func n30() Profile {
	return Profile{
		Name: "N30-2020", Decree: "30/2020/NĐ-CP", From: day.Must(2020, 3, 5), Font: "Times New Roman", End: "./.",
		Page: Page{
			Width: 210, Height: 297,
			Top: Span{20, 25, 20, Chosen}, Bottom: Span{20, 25, 20, Chosen}, Left: Span{30, 35, 30, Chosen}, Right: Span{15, 20, 15, Chosen},
			FirstLine: Span{10, 12.7, 12.7, Chosen}, ParagraphGap: Span{6, 6, 6, Read}, LineSpacing: Span{1, 1.5, 1.1, Chosen},
		},
		Letters: []Letters{
			{Part: Nation, Cell: "1", Min: 12, Max: 13, Size: 12, Bold: true, Upper: true, Sure: Read},
			{Part: Motto, Cell: "1", Min: 13, Max: 14, Size: 13, Bold: true, Sure: Read},
			{Part: Superior, Cell: "2", Min: 12, Max: 13, Size: 12, Upper: true, Sure: Read},
			{Part: Issuer, Cell: "2", Min: 12, Max: 13, Size: 12, Bold: true, Upper: true, Sure: Read},
			{Part: Number, Cell: "3", Min: 13, Max: 13, Size: 13, Sure: Read},
			{Part: PlaceDate, Cell: "4", Min: 13, Max: 14, Size: 13, Italic: true, Sure: Read},
			{Part: KindName, Cell: "5a", Min: 13, Max: 14, Size: 14, Bold: true, Upper: true, Sure: Read},
			{Part: Subject, Cell: "5a", Min: 13, Max: 14, Size: 14, Bold: true, Sure: Read},
			{Part: LetterTitle, Cell: "5b", Min: 12, Max: 13, Size: 12, Sure: Read},
			{Part: Grounds, Cell: "6", Min: 13, Max: 14, Size: 14, Italic: true, Sure: Read},
			{Part: Addressee, Cell: "9a", Min: 13, Max: 14, Size: 14, Sure: Read},
			{Part: Body, Cell: "6", Min: 13, Max: 14, Size: 14, Sure: Read},
			{Part: Authority, Cell: "7a", Min: 13, Max: 14, Size: 14, Bold: true, Upper: true, Sure: Read},
			{Part: SignerName, Cell: "7b", Min: 13, Max: 14, Size: 14, Bold: true, Sure: Read},
			{Part: SentToLabel, Cell: "9b", Min: 12, Max: 12, Size: 12, Bold: true, Italic: true, Sure: Read},
			{Part: SentTo, Cell: "9b", Min: 11, Max: 11, Size: 11, Sure: Read},
			{Part: AnnexLabel, Min: 14, Max: 14, Size: 14, Bold: true, Sure: Read},
			{Part: AnnexTitle, Min: 13, Max: 14, Size: 14, Bold: true, Upper: true, Sure: Read},
			{Part: AnnexRef, Min: 13, Max: 14, Size: 14, Italic: true, Sure: Read},
			{Part: AnnexTable, Min: 11, Max: 14, Size: 12, Sure: Chosen},
			{Part: DraftMark, Min: 13, Max: 14, Size: 13, Bold: true, Upper: true, Sure: Inferred},
			{Part: PageNumber, Min: 13, Max: 14, Size: 14, Sure: Read},
		},
		Prefixes: map[string]string{
			"TM.":  "ký thay mặt tập thể",
			"Q.":   "được giao quyền cấp trưởng",
			"KT.":  "ký thay người đứng đầu",
			"TL.":  "ký thừa lệnh",
			"TUQ.": "ký thừa ủy quyền",
		},
	}
}
