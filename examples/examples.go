// Package examples holds the demonstration plan: what a ward's yearly plan for children looks like, as text and as a
// Word document. The ward and the bodies are real, the plan and its signer are invented.
package examples

import _ "embed"

// PlanName is the file name of the plan without its ending.
const PlanName = "ke-hoach-tre-em-phuong-2026"

// PlanText is the plan in UTF-8.
//
//go:embed ke-hoach-tre-em-phuong-2026.txt
var PlanText []byte

// PlanDOCX is the same plan in the form of NĐ 30/2020.
//
//go:embed ke-hoach-tre-em-phuong-2026.docx
var PlanDOCX []byte
