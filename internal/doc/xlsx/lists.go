package xlsx

import (
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// ListSheet is the hidden sheet that holds what may be chosen in the cells of a template.
const ListSheet = "Danh mục"

// listRows is in how many rows below the head something can be chosen.
const listRows = 5000

// offers reports whether a column has a list.
func (t Table) offers() bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool { return len(c.List) > 0 })
}

// lists lets the cells of columns with a list open it: the lists stand on a sheet of their own, because Excel takes no long one in the
// cell itself. What is not in the list can still be typed, after a warning: whoever brings the table is told row by row.
func (b *builder) lists() error {
	if !b.table.offers() {
		return nil
	}
	if _, err := b.file.NewSheet(ListSheet); err != nil {
		return err
	}
	if err := b.file.SetSheetVisible(ListSheet, false); err != nil {
		return err
	}
	for i, c := range b.table.Columns {
		if len(c.List) == 0 {
			continue
		}
		if err := b.list(i+1, c.List); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) list(col int, texts []string) error {
	for j, text := range texts {
		if err := b.file.SetCellStr(ListSheet, cellAt(col, j+1), cleanCell(text)); err != nil {
			return err
		}
	}
	name, err := excelize.ColumnNumberToName(col)
	if err != nil {
		return err
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = cellAt(col, b.head+1) + ":" + cellAt(col, b.head+listRows)
	v.SetSqrefDropList("'" + ListSheet + "'!$" + name + "$1:$" + name + "$" + strconv.Itoa(len(texts)))
	v.SetError(excelize.DataValidationErrorStyleWarning, "Không có trong danh mục", "Chọn trong danh mục của ô thì khi nhập không phải sửa lại.")
	return b.file.AddDataValidation(b.sheet, v)
}
