// Package ui holds the components from which every page is built: the shell, forms, lists, states and messages.
//
// Components are plain functions over plain structs. They know nothing of features, requests or rights: a handler fills a
// struct and renders. Every page is complete HTML that works without JavaScript; the script in package assets only adds
// shortcuts, focus and comfort. There is no style attribute and no inline script anywhere, so that the content policy can
// stay strict.
//
//	templ tasksPage(s ui.Shell, today []ui.Task) {
//		@ui.Page(s) {
//			@ui.Group("Đến hạn trong 7 ngày", len(today)) {
//				@ui.Tasks(today)
//			}
//		}
//	}
//
//	templ editForm(s ui.Shell, t Task) {
//		@ui.Page(s) { // lists s.Errors on top and starts the title with "Lỗi: "
//			@ui.Form(ui.FormProps{Action: t.Path, Once: t.Key, Guard: true}) {
//				@ui.TextField(ui.FieldProps{Name: "han", Label: "Hạn", Value: t.Due, Width: ui.W8, Error: ui.ErrorOf(s.Errors, "han")})
//				@ui.FormActions() {
//					@ui.Submit("Lưu nhiệm vụ")
//				}
//			}
//		}
//	}
//
// # Forms
//
// The id of a control is its name, and errs.Field.Name is that name, so a line of the error summary leads to its field.
// Forms are sent by POST with novalidate; an answer with mistakes has status 422 and shows what was typed.
//
// # Tables
//
// Tables are written by the page with these classes; a caption is required, "sr" hides it.
//
//	.tbl               rules, 32 px rows, head that stays; .tall for 36 px rows
//	.tbl.rows          one line a row; the column .cut takes what is left and ends in an ellipsis
//	.tbl.stack         rows become blocks on a phone; td[data-label] says the column there
//	.tbl-wrap          a div around a table that may scroll sideways on a narrow screen
//	.num .days .fit    figures at the right; dates in line; as narrow as its words
//	tr.total           the row of totals, first under the head
//	tr.row-task        a row of 36 px
//	tr.chosen          the current row
//	.bad-cell          a cell with a mistake; the words stand in the last column
//	[data-row]         a row that j and k reach, x marks and Enter opens; also on list items
//
// # Columns
//
//	.cols > *, aside.side    content with a side column from 1280 px; .broad and .even for other widths
//	.side > Section          the joint on top of each
//	ul.dates, ul.counts      lists of a side column: day and words; words and number
//	ul.states (.inline)      several StateText
//	ul.files, article.result lists with a rule between; p.typed keeps the lines that a person typed
//	details > summary        words that fold
//	p.state-line             a StateText and words after it
//
// # Pictures
//
// Package draw/picture makes them from plain data; Picture shows one with its finding, its line of unit, period and
// source, and its table one key below.
//
// # Plan text beside its cards
//
// One row of the grid holds paragraphs and the cards born from them, so that nothing must be aligned by script:
//
//	.review > .review-head (two h2), .pair (.here the current one, .loose belongs to no task)
//	.pair > ol.src > li[data-n="60"]     paragraphs with their numbers; mark and sup for a numbered doubt
//	.pair > .cards > article.card        .card-head (h3, Tag, span.nth), Facts, .doubt (span.doubt-n, p, .actions)
//
// # Shortcuts
//
// An element with data-key="n" or data-key="e" is pressed by that letter, the current row's first. A link of the rail with
// a KeyHint answers to g and that letter. Ctrl+Enter sends the form in which somebody types. The input data-check-all in
// the head of a table marks all its rows.
//
// A text field or text area with data-suggest="id" offers, for the line being typed, the words of the datalist or list
// with that id; marks may be left out.
package ui
