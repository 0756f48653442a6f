// Package incident keeps accidents and injuries of children: what happened, to whom by sex and age, where, and how it ended.
// It keeps no child's name at all: an incident is called by its number. From it comes the form of the report on tai nạn,
// thương tích (eleven kinds by sex, age group and place, each "mắc / tử vong"), and a death opens the duty to report it.
package incident
