package org

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/web"
)

func (o *Org) compare(w http.ResponseWriter, r *web.Request) error { return o.list(w, r) }
