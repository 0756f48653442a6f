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
	hidden  []string // names of the sheets that are not shown
	texts   []string // shared strings
	formats []format // by style of a cell
	from    epoch
	dates   string // layout in which a date without an hour is shown
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
			if state := attr(el, "state"); state == "hidden" || state == "veryHidden" {
				b.hidden = append(b.hidden, attr(el, "name"))
			} else if b.archive.Has(part) {
				b.sheets, b.names = append(b.sheets, part), append(b.names, attr(el, "name"))
			}
		}
		return nil
	})
}

// readTexts reads the shared strings.
func (b *book) readTexts() error {
	const part = "xl/sharedStrings.xml"
	if !b.archive.Has(part) {
		return nil
	}
	s, err := scan(b.archive, part)
	if err != nil {
		return err
	}
	defer s.close()
	var text []byte
	for held := 0; ; {
		switch t, err := s.next(); {
		case err != nil:
			return err
		case t == tokenEOF:
			return nil
		case t == tokenStart && s.is("si"):
			if text, err = s.rich(text[:0]); err != nil {
				return err
			}
			if held += len(text); held > maxTexts {
				return tooManyCells()
			}
			b.texts = append(b.texts, tidy(string(text)))
		}
	}
}

// maxTexts is how many bytes the different texts of a workbook have at most.
const maxTexts = 64 << 20

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
