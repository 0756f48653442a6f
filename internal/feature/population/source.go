package population

import "context"

// PopulationSource is where persons are known as the population base of the police knows them. A check asks it once, on behalf of
// an officer who keeps the register of children (actor.ChildEdit) and who names the paper by which the police sent the list or
// allowed the question; nothing else in the program may ask, and nothing asks by itself.
//
// A source gives every person that it has. The check keeps those who are children of the unit on the day, for Life; of all others
// it counts how many there were, and not one word of them reaches the disk. No source is told anything of the register: what goes
// back to the police is a letter that a person signs.
//
// The file of the police is the source that there is today (fileSource). A later one, over the sharing platform of NĐ
// 278/2025/NĐ-CP, implements the same two methods.
type PopulationSource interface {
	// About says what the source is.
	About() About
	// People gives each person once, in an order that does not change, and stops at the first error of each. What is wrong with
	// the source as a whole is errs.Invalid in words for who chose it.
	People(ctx context.Context, each func(Person) error) error
}

// About is what a check keeps of its source.
type About struct {
	Key     string   // stored: "tep"
	Name    string   // of the file
	Hash    string   // SHA-256 of what came, hexadecimal, so that a list that comes twice is known
	Columns []string // what the source can tell, by the codes of the pack
}

// Person is what the population base says of somebody. Text is NFC without blanks around it; an empty field is not known. A person
// is known by the number when there is one, and by nothing else: names and dates of birth are evidence.
type Person struct {
	N        int64  // of the row in the source, from 1
	Name     string // as written in the base
	Birth    string // 2018-06-05, 2018-06 or 2018
	Sex      string // "nam", "nu" or empty
	Number   string // personal number: twelve digits, or empty
	Ethnic   string // sensitive: taken only for who has actor.ChildSecret
	Home     string // permanent residence, with the names of commune and province
	Hamlet   string // its tổ dân phố or thôn, when the source has it apart
	Father   string
	Mother   string
	Standing string // "Thường trú", "Đã chết", in the words of the source

	Wrong []string // what cannot be read in the row, in words without its values
}
