// Package org keeps the localities of an installation and their bodies: who they are, what they are called, and from which
// day to which. A body that is renamed keeps its old name with its days, so that an old paper is still understood.
package org
