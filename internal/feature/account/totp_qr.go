package account

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// qrPicture is a text as a QR code for a page: one path over squares of one unit, with the quiet edge that readers need. It is
// drawn here, because a picture from elsewhere would see the secret.
type qrPicture struct {
	Size int // units of each side, the edge counted
	Path string
}

const qrEdge = 4 // ISO/IEC 18004: four modules of quiet

func drawQR(text string) (qrPicture, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return qrPicture{}, err
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for code.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+qrEdge, y+qrEdge, run, run)
				x += run
			}
		}
	}
	return qrPicture{Size: code.Size + 2*qrEdge, Path: path.String()}, nil
}

func (p qrPicture) box() string { return fmt.Sprintf("0 0 %d %d", p.Size, p.Size) }
