// Package actor says who acts, in which post, and what that post may do.
//
// Rights stand in one table in this package (rights.go). A handler asks May; a query asks for the scope. Nothing else in
// the program decides who may do what.
package actor

import (
	"slices"
	"strings"
)

// Actor is a person at work: an account, the posts that it holds in one unit today, and the unit in which it acts now.
// The zero Actor is nobody and may do nothing.
type Actor struct {
	AccountID string
	Username  string
	Name      string   // as the account holder writes it; kept in the history beside the body on whose behalf the person acts
	UnitID    string   // the unit whose records this request reads and writes
	Posts     []Post   // posts valid today in that unit
	Only      []Action // what a token may at most; nil for a person in a browser
	System    string   // why the program itself acts ("restore", "demo"); empty for people
	Program   bool     // the program at work for one unit: reads and writes all of it and nothing of another
}

// Post is a dated position of a person in a body.
type Post struct {
	ID       string
	BodyID   string
	BodyName string
	Title    string // chức danh: "Chuyên viên", "Phó Chủ tịch"
	Role     Role
	Past     bool   // held in the heir of a unit that has ended, and used in that unit: it lets only read
	For      string // name of the person in whose place a deputy acts; empty in the own post
	DeputyID string // the deputising by which the person acts; empty in the own post
}

// Name is the post as the history and the pages write it: "Phó Chủ tịch", "Phó Chủ tịch (thay Lê Quang Đạt)".
func (p Post) Name() string {
	if p.For == "" {
		return p.Title
	}
	return strings.TrimSpace(p.Title + " (thay " + p.For + ")")
}

// ForUnit is the program at work for one unit.
func ForUnit(unitID string) Actor { return Actor{Name: "Hệ thống", UnitID: unitID, Program: true} }

// Key tells the posts of one person apart, also the same post held as a deputy of two people.
func (p Post) Key() string {
	if p.DeputyID != "" {
		return p.DeputyID
	}
	return p.ID
}

// System is the program acting by itself, for the reason given. It may do everything in every unit; use it for loading
// reference data, backups and the demonstration, never to answer a request.
func System(reason string) Actor { return Actor{Name: "Hệ thống", System: reason} }

// SignedIn reports whether a person stands behind the actor.
func (a Actor) SignedIn() bool { return a.AccountID != "" }

// May reports whether one of the actor's posts has the right.
func (a Actor) May(action Action) bool {
	if a.System != "" {
		return true
	}
	if a.Only != nil && !slices.Contains(a.Only, action) {
		return false
	}
	return slices.ContainsFunc(a.Posts, func(p Post) bool { return p.May(action) })
}

// Acting is the post in which the person reads and writes. Within a unit the site leaves only the chosen one; elsewhere it
// is the first one that works with records, else the first one.
func (a Actor) Acting() Post {
	for _, p := range a.Posts {
		if p.Role != RoleAdmin {
			return p
		}
	}
	if len(a.Posts) > 0 {
		return a.Posts[0]
	}
	return Post{}
}

// HoldsPostIn reports whether the person has a post in the body.
func (a Actor) HoldsPostIn(bodyID string) bool {
	return bodyID != "" && slices.ContainsFunc(a.Posts, func(p Post) bool { return p.BodyID == bodyID })
}
