package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/planread"
)

type planCmd struct {
	Read  planReadCmd  `cmd:"" help:"In các việc, chế độ báo cáo và trích dẫn đọc được."`
	Check planCheckCmd `cmd:"" help:"In những chỗ ngờ, mỗi dòng một chỗ."`
}

type planReadCmd struct {
	File string `arg:"" type:"existingfile" help:"Tệp TXT, DOCX hoặc PDF."`
	JSON bool   `name:"json" help:"In JSON đầy đủ."`
}

// Help gives examples.
func (planReadCmd) Help() string {
	return `Ví dụ:
  mangnon plan read ke-hoach.docx
  mangnon plan read ke-hoach.txt --json`
}

// Run reads one file.
func (c planReadCmd) Run(ctx context.Context) error {
	p, err := readPlan(ctx, c.File)
	if err != nil {
		return err
	}
	if c.JSON {
		out, err := planread.JSON(p)
		if err != nil {
			return err
		}
		_, err = os.Stdout.Write(append(out, '\n'))
		return err
	}
	printPlan(os.Stdout, p)
	return nil
}

func printPlan(w io.Writer, p planread.Plan) {
	fmt.Fprintf(w, "%s %s\n%s\n%s\n\n", p.Head.Kind, p.Head.Number, p.Head.Title, p.Head.Issuer)
	for _, t := range p.Tasks {
		fmt.Fprintf(w, "%-10s dòng %d-%d  %s\n", t.Path, t.Span.From, t.Span.To, t.Title)
		for _, a := range t.Actors {
			fmt.Fprintf(w, "           %s: %s\n", a.Role, a.Name)
		}
		if t.When.Raw != "" {
			fmt.Fprintf(w, "           thời gian: %s\n", t.When.Raw)
		}
	}
	for _, a := range p.Assignments {
		fmt.Fprintf(w, "%-10s dòng %d-%d  %s\n", a.Path, a.Span.From, a.Span.To, a.Agency)
	}
	for _, r := range p.Reports {
		fmt.Fprintf(w, "%-10s dòng %d  %s %s\n", r.Path, r.Span.From, r.Title, r.Raw)
	}
	fmt.Fprintf(w, "\n%d nhiệm vụ, %d nhóm việc của cơ quan, %d chế độ báo cáo, %d văn bản được dẫn, %d chỗ ngờ\n",
		len(p.Tasks), len(p.Assignments), len(p.Reports), len(p.Citations), len(p.Doubts))
}

type planCheckCmd struct {
	File string `arg:"" type:"existingfile" help:"Tệp TXT, DOCX hoặc PDF."`
}

// Help gives examples.
func (planCheckCmd) Help() string {
	return `Mỗi dòng: số dòng, quy tắc, chữ trong văn bản, đề nghị. “chắc” là dữ liệu quyết định được, “ngờ” là để người xem lại.
Văn bản gốc không bao giờ bị sửa.

Ví dụ:
  mangnon plan check ke-hoach.docx`
}

// Run checks one file.
func (c planCheckCmd) Run(ctx context.Context) error {
	p, err := readPlan(ctx, c.File)
	if err != nil {
		return err
	}
	for _, d := range p.Doubts {
		sure := "ngờ"
		if d.Certain {
			sure = "chắc"
		}
		fmt.Printf("%d\t%s\t%s\t%s\t%s\t%s\n", d.Line, sure, d.Rule, d.Words, d.Proposal, d.Text)
	}
	return nil
}

func readPlan(ctx context.Context, path string) (planread.Plan, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return planread.Plan{}, err
	}
	doc, err := docfile.Read(ctx, filepath.Base(path), raw)
	if err != nil {
		return planread.Plan{}, err
	}
	return planread.Read(doc, planread.Options{Registers: app.Registers()}), nil
}
