// Package telemetry is what the program says about itself to the people who run it: the log, the figures at /metrics and
// the answer at /healthz. No name of a person and no text of a record goes through it.
package telemetry
