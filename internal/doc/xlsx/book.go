package xlsx

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/safezip"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// book is an opened workbook.
type book struct {
	archive *safezip.Archive
	sheets  []string // parts of the visible sheets, in order
	names   []string // of the sheets
	texts   []string // shared strings
	formats []format // by style of a cell
	from    epoch
}

func openBook(raw []byte) (*book, error) {
	archive, err := safezip.Open(raw, safezip.Office)
	if err != nil {
		return nil, err
	}
	if !archive.Has("xl/workbook.xml") {
		return nil, errs.New(errs.Invalid, "Tệp này không phải bảng tính Excel (.xlsx). Hãy mở bằng Excel, chọn Lưu thành (Save as), kiểu Excel Workbook (.xlsx), rồi gửi lại; hoặc chép các ô và dán.")
	}
	b := &book{archive: archive}
	for _, step := range []func() error{b.readSheets, b.readTexts, b.readFormats} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *book) readSheets() error {
	targets := map[string]string{}
	if part := "xl/_rels/workbook.xml.rels"; b.archive.Has(part) {
		err := walk(b.archive, part, func(_ *xml.Decoder, el xml.StartElement) error {
			target := attr(el, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			targets[attr(el, "Id")] = target
			return nil
		})
		if err != nil {
			return err
		}
	}
	return walk(b.archive, "xl/workbook.xml", func(_ *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "workbookPr":
			if v := attr(el, "date1904"); v == "1" || v == "true" {
				b.from = from1904
			}
		case "sheet":
			part := targets[attr(el, "id")]
			if state := attr(el, "state"); state != "hidden" && state != "veryHidden" && b.archive.Has(part) {
				b.sheets, b.names = append(b.sheets, part), append(b.names, attr(el, "name"))
			}
		}
		return nil
	})
}

// readTexts reads the shared strings. Readings for the pronunciation of a text (rPh) are not part of it.
func (b *book) readTexts() error {
	const part = "xl/sharedStrings.xml"
	if !b.archive.Has(part) {
		return nil
	}
	return walk(b.archive, part, func(d *xml.Decoder, el xml.StartElement) error {
		if el.Name.Local != "si" {
			return nil
		}
		text, err := richText(d)
		if err != nil {
			return err
		}
		b.texts = append(b.texts, tidy(text))
		return errLeft
	})
}

// richText joins the runs of a text and leaves its element.
func richText(d *xml.Decoder) (string, error) {
	var out strings.Builder
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return "", broken("text", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t", "rPh":
				text, err := characters(d)
				if err != nil {
					return "", err
				}
				if t.Name.Local == "t" {
					out.WriteString(text)
				}
			default:
				if depth++; depth > 100 {
					return "", broken("text", errTooDeep)
				}
			}
		case xml.EndElement:
			depth--
		}
	}
	return out.String(), nil
}

// readFormats reads how each style of the workbook shows numbers.
func (b *book) readFormats() error {
	const part = "xl/styles.xml"
	if !b.archive.Has(part) {
		return nil
	}
	custom := map[string]string{}
	inCells := false
	return walk(b.archive, part, func(_ *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "numFmt":
			custom[attr(el, "numFmtId")] = attr(el, "formatCode")
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id, _ := strconv.Atoi(attr(el, "numFmtId"))
				b.formats = append(b.formats, formatOf(id, custom[attr(el, "numFmtId")]))
			}
		}
		return nil
	})
}
