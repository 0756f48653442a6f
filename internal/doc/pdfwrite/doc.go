// Package pdfwrite makes PDF pages: text, lines, shapes, paragraphs and tables, without knowledge of what they say.
//
// The letters are inside the program, hold every Vietnamese letter and go into the file as far as it uses them. Text can be
// taken out again as it was put in (NFC). The same calls give the same bytes: the time comes from the caller. Lengths are
// millimetres from the top left corner of a sheet, sizes of letters are points.
//
// The files are not tagged: the library that writes them cannot. Who needs the structure reads the page or the DOCX.
//
//	f := pdfwrite.New(pdfwrite.Info{Title: "Bảng phân công", Made: now})
//	flow := f.Flow(pdfwrite.A4(15).Lying())
//	flow.Add(pdfwrite.Paragraph{Text: "BẢNG PHÂN CÔNG", Letters: pdfwrite.Letters{Face: pdfwrite.SerifBold, Size: 14}, Align: pdfwrite.Centre})
//	flow.Add(table)
//	for i, page := range flow.Pages() {
//		page.Text(x, y, fmt.Sprintf("trang %d/%d", i+1, len(flow.Pages())), small, pdfwrite.Right)
//	}
//	err := f.Write(out)
package pdfwrite
