package week

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/web"
)

func (w *Weeks) pdf(rw http.ResponseWriter, r *web.Request) error { return nil }
