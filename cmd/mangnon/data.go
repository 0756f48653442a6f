package main

import (
	"context"
	"log/slog"
	"os"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/telemetry"
)

// dataFlags say which installation a command works on.
type dataFlags struct {
	Dir string `help:"Thư mục dữ liệu. Không ghi thì dùng thư mục dữ liệu của người dùng." type:"path" placeholder:"DIR"`
	DB  string `help:"Tệp SQLite hoặc địa chỉ postgres://…; không ghi thì dùng mangnon.db trong thư mục dữ liệu." placeholder:"PATH|URL"`
}

func (d dataFlags) config() app.Config {
	if d.Dir == "" {
		d.Dir = app.DefaultDir()
	}
	return app.Config{Dir: d.Dir, DB: d.DB, Log: telemetry.NewLogger(os.Stderr, slog.LevelInfo)}
}

func (d dataFlags) open(ctx context.Context) (*app.App, error) { return app.Open(ctx, d.config()) }
