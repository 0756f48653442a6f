// Package admin is what the unit and the machine do with all data at once: download everything, back up, and see whether
// the installation is well. It also lists the works of others that the program contains.
package admin
