// Package law keeps the register of documents on which the unit's work rests: each document once, with its period, whether
// it is in force, how it stands to others, and which work rests on it.
//
// The register fills itself from the citations of confirmed plans. What it cannot tell apart it leaves open for a person:
// "06/QĐ-TTg" without a date is two decisions. What nobody has compared with the official text says so.
package law
