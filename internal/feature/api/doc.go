// Package api answers programs about plans, tasks and bodies, and describes everything that programs can ask of the installation.
// Its own calls are read-only and live below /api/v1/{unit}/{year}/; registers answer for themselves below /api/v1/u/{unit}/. Every
// call needs a token and a right, and shows what the pages show to the person who made the token: the same readers, the same scope.
//
// A call is data: route and description are made of it. Lists are read in pages that go on after the last record seen, so that
// what is added meanwhile shifts nothing.
package api
