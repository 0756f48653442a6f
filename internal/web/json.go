package web

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// JSON answers a script of our own pages. Pages for people are written by Show.
func (r *Request) JSON(w http.ResponseWriter, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	body = squeeze(h, r.Request, body)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the reader has gone away; nothing to repair
	return nil
}
