// Package api answers programs. Every call is read-only, lives below /api/v1/{unit}/{year}/, needs a token and a right, and shows
// what the pages show to the person who made the token: the same readers, the same scope.
//
// A register joins by adding its calls to the table of Calls; a call is data, so that a description for machines can be made
// from it. Lists are read in pages that go on after the last record seen, so that what is added meanwhile shifts nothing.
package api
