package admin

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/assets"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// notices lists the works of others that the pages contain.
func notices(w http.ResponseWriter, r *web.Request) error {
	return r.Page(w, http.StatusOK, noticesPage(ui.MessageProps{Title: "Phần mềm dùng chung", What: "Măng Non theo giấy phép Apache-2.0 và có trong nó các phần sau của người khác.",
		BackHref: "/", BackText: "Về Măng Non"}, append(assets.Notices(), letters())))
}

// letters are those of the PDF files that the program makes.
func letters() assets.Notice {
	return assets.Notice{Name: "Liberation, bản rút gọn cho tệp PDF", Version: "2.1.5", Licence: "OFL-1.1", Text: pdfwrite.Licence()}
}

// help answers the questions of the first days.
func help(w http.ResponseWriter, r *web.Request) error {
	return r.Page(w, http.StatusOK, helpPage(ui.MessageProps{Title: "Trợ giúp", BackHref: "/", BackText: "Về Măng Non"}))
}
