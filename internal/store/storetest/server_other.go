//go:build !unix

package storetest

import "errors"

// pgServer is not started by the tests on this system.
type pgServer struct{}

func server() (*pgServer, error) { return nil, errors.New("the tests start PostgreSQL on Unix only") }

func (*pgServer) url(string) string  { return "" }
func (*pgServer) nextName() string   { return "" }
func (*pgServer) admin(string) error { return errors.ErrUnsupported }
