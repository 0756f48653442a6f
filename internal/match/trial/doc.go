// Package trial measures matching the whole way that a person's search goes: the typed line is read, the index asked, and what
// it proposes read from a temporary database. The register has the columns by which children are known and lies on the same
// engine as theirs. The truth is read by the scorer alone.
package trial
