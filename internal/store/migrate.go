package store

import (
	"embed"
	"fmt"
	"io/fs"
	"testing/fstest"
)

//go:embed migrations/*.sql
var coreMigrations embed.FS

// CoreMigrations are the tables of the store itself: audit, request keys, files.
func CoreMigrations() fs.FS {
	sub, err := fs.Sub(coreMigrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Merge puts the migrations of several folders into one sequence. File names start with a timestamp, which orders them;
// two files of one name are an error.
func Merge(folders ...fs.FS) (fs.FS, error) {
	out := fstest.MapFS{}
	for _, folder := range folders {
		names, err := fs.Glob(folder, "*.sql")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if _, twice := out[name]; twice {
				return nil, fmt.Errorf("store: two migrations named %s", name)
			}
			data, err := fs.ReadFile(folder, name)
			if err != nil {
				return nil, err
			}
			out[name] = &fstest.MapFile{Data: data, Mode: 0o444}
		}
	}
	return out, nil
}

// Adapted is the same sequence in the words of an engine.
func Adapted(migrations fs.FS, adapt func(string) string) fs.FS {
	out := fstest.MapFS{}
	names, _ := fs.Glob(migrations, "*.sql")
	for _, name := range names {
		data, err := fs.ReadFile(migrations, name)
		if err != nil {
			continue // the engine reports the missing file by name
		}
		out[name] = &fstest.MapFile{Data: []byte(adapt(string(data))), Mode: 0o444}
	}
	return out
}
