package register

import "github.com/mangnon/mangnon/internal/web"

// Env is what showing answers on a page needs, for the parts of a page that a feature draws itself.
func (g *Register) Env(r *web.Request) *Env { return g.envOf(r) }
