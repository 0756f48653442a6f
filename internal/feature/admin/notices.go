package admin

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/assets"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// notices lists the works of others that the pages contain.
func notices(w http.ResponseWriter, r *web.Request) error {
	return r.Page(w, http.StatusOK, noticesPage(ui.SetupProps{Title: "Phần mềm dùng chung", Lead: "Măng Non theo giấy phép Apache-2.0 và có trong nó các phần sau của người khác.",
		Step: 1}, assets.Notices()))
}
