package docx

import (
	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// blocks reads the paragraphs and tables of the present element into a flow and leaves it.
func (r *reader) blocks(s *scanner, f *flow) error {
	return s.each(func(el element) error { return r.block(s, el, f) })
}

func (r *reader) block(s *scanner, el element, f *flow) error {
	switch el.name {
	case "w:p":
		return r.paragraph(s, f)
	case "w:tbl":
		return r.table(s, f)
	case "w:sdt":
		return r.content(s, func(s *scanner) error { return r.blocks(s, f) })
	case "w:ins", "w:moveTo":
		r.saw.tracked = true
		return r.blocks(s, f)
	case "w:customXml", "w:sdtContent", "w:smartTag":
		return r.blocks(s, f)
	case "w:del", "w:moveFrom":
		r.saw.tracked = true
	case "w:altChunk":
		r.saw.foreign = true
	case "mc:AlternateContent":
		return r.alternate(s, func(s *scanner) error { return r.blocks(s, f) })
	}
	return s.skip()
}

// content reads the content of a form field (w:sdt) and skips its settings.
func (r *reader) content(s *scanner, read func(*scanner) error) error {
	return s.each(func(el element) error {
		if el.name == "w:sdtContent" {
			return read(s)
		}
		return s.skip()
	})
}

// alternate reads the first choice of an element that is written twice, for newer and for older programs.
func (r *reader) alternate(s *scanner, read func(*scanner) error) error {
	taken := false
	return s.each(func(el element) error {
		if taken || el.name != "mc:Choice" && el.name != "mc:Fallback" {
			return s.skip()
		}
		taken = true
		return read(s)
	})
}

// objects looks through a drawing for text boxes.
func (r *reader) objects(s *scanner, el element, f *flow) error {
	switch el.name {
	case "w:txbxContent":
		box := &flow{inBox: true}
		err := r.blocks(s, box)
		r.endFlow(box)
		f.boxes = append(f.boxes, box.lines...)
		return err
	case "mc:AlternateContent":
		return r.alternate(s, func(s *scanner) error {
			return s.each(func(el element) error { return r.objects(s, el, f) })
		})
	case "pic:pic", "v:imagedata":
		r.saw.images = true
	}
	return s.each(func(el element) error { return r.objects(s, el, f) })
}

// add puts lines into a flow and keeps the limits of the whole document.
func (r *reader) add(f *flow, lines ...doctext.Line) error {
	for _, l := range lines {
		l.Box = l.Box || f.inBox
		r.size += len(l.Text) + 4*len(l.Cells)
		f.lines = append(f.lines, l)
	}
	r.kept += len(lines)
	if r.size > maxText || r.kept > maxLines {
		return errs.Newf(errs.TooLarge, "Văn bản quá dài: nhiều nhất %s dòng và %s chữ. Hãy tách thành nhiều tệp.", vi.Int(maxLines), vi.Bytes(maxText))
	}
	return nil
}

// release puts the text boxes met in a paragraph after it. Those of a cell wait for the end of the row.
func (r *reader) release(f *flow) error {
	if f.inCell {
		return nil
	}
	boxes := f.boxes
	f.boxes = nil
	return r.add(f, boxes...)
}

// endFlow closes a paragraph that was to join a next one which never came.
func (r *reader) endFlow(f *flow) {
	if len(f.carry) > 0 {
		f.lines = append(f.lines, r.compose(f, paraProps{}, nil)...)
	}
}
