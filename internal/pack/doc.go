// Package pack keeps what the work takes from legal texts as dated data: code lists (kinds of injury, groups of special
// circumstances) and checklists with the rule by which they pass (the safe home).
//
// A pack has versions, each with the days on which it holds, the text from which it was taken and how surely: read, inferred
// or recalled. What was not read in the text is shown as "chưa đối chiếu" until somebody names the document with which it was
// compared. The program brings a first version of every pack; an administrator brings newer ones, which leave the old in
// force for the days before them. A record keeps a code and the version from which it was taken, so it stays readable, and an
// old score stands as it was.
package pack
