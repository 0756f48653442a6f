package measure

import (
	"os"
	"testing"
)

func TestTmp(t *testing.T) {
	f, _ := os.Open(os.Getenv("REG"))
	r, err := Load(f)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", MeasureDuplicates(r))
}
