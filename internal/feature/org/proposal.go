package org

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// proposal is what a body that the program proposes gets with it, as the history tells it.
type proposal struct {
	Functions string `json:"Chức năng"`
	Parent    string `json:"Thuộc"`
}

// propose gives a body the functions that it usually has and that nobody holds yet, and its usual place in the tree, with
// the confidence of the catalogue; a person compares them with the official text later. The caller leaves the audit row.
func (o *Org) propose(ctx context.Context, tx *store.Tx, u web.Unit, b Body) (p proposal, err error) {
	all, err := catalogue()
	if err != nil {
		return p, err
	}
	var names []string
	for _, f := range all {
		usual := f.in(u.Name)
		if !usual.has(b.Kind, b.Name) {
			continue
		}
		_, err := o.hold(ctx, tx, b, f, Span{From: b.From, Basis: f.Source, Confidence: usual.confidence})
		switch {
		case err == nil:
			names = append(names, f.Name)
		case !errs.Is(err, errs.Invalid):
			return p, err
		}
	}
	p.Functions = strings.Join(names, "; ")
	p.Parent, err = o.proposeParent(ctx, tx, b)
	return p, err
}

// underCommittee are the kinds of bodies that work under the People's Committee of their own level. Whether a health station
// does varies by province and date, so it is asked.
var underCommittee = []body.Kind{body.Office, body.Room, body.Centre, body.Military}

// proposeParent puts a body under the committee of its unit when bodies of its kind usually are.
func (o *Org) proposeParent(ctx context.Context, tx *store.Tx, b Body) (string, error) {
	if !slices.Contains(underCommittee, b.Kind) {
		return "", nil
	}
	committees, err := store.List[Body](ctx, tx, bodyOfKind, b.UnitID, string(body.Committee))
	if err != nil || len(committees) != 1 {
		return "", err
	}
	up := committees[0]
	_, err = o.place(ctx, tx, b, up, Span{From: b.From, Confidence: body.Inferred})
	if errs.Is(err, errs.Invalid) { // it stands somewhere already, or is older than the committee
		return "", nil
	}
	return up.Name, err
}
