// Package org keeps the localities of an installation and their bodies: who they are, what they are called, and from which
// day to which. A body that is renamed keeps its old name with its days, so that an old paper is still understood.
//
// It also brings the administrative units of every day into the database, answers an old name of one with what became of it,
// and keeps the thôn and tổ dân phố of a unit. One of those under a new name, merged or divided is another one with a link
// back (Hamlet); what was done at once is taken back at once (HamletAct).
package org
