// Package stateprogram keeps the register of children and the children's software of the ministry of health in step. An officer
// brings the table that the software exports; each row is compared with the register, field by field, and what the officer accepts is
// written as the register writes. What the software is known to say of each child is remembered, so every week there is a list of
// what must be changed there. The columns of its table are a data pack, which nobody has compared yet with the decision that
// regulates the software (QĐ 3978/QĐ-BYT, 26/12/2025).
package stateprogram
