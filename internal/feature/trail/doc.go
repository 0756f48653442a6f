// Package trail is the history of the unit as people read it: by record, by person and by period, as a table to take away,
// and as the extract that a person may ask for about themselves (Luật 91/2025/QH15, Điều 4). The rows are written by
// package store in the change that they tell of; nothing here changes or removes one.
package trail
