package telemetry

import (
	"io"
	"log/slog"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// NewLogger writes lines for a person at a console: time=… level=… msg=… key=value.
func NewLogger(w io.Writer, level slog.Leveler) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// NewJSONLogger writes one JSON object a line, for a program that gathers logs.
func NewJSONLogger(w io.Writer, level slog.Leveler) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
}

// Level reads a level as a flag gives it: debug, info, warn or error.
func Level(flag string) (slog.Level, error) {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	level, ok := levels[flag]
	if !ok {
		return slog.LevelInfo, errs.Newf(errs.Invalid, "Mức nhật ký “%s” không có; chọn debug, info, warn hoặc error", flag)
	}
	return level, nil
}
