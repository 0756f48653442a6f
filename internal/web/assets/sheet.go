package assets

// addSheet adds the files that only pages with a quick grid load.
func (s set) addSheet() {
	s.add("sheet.js", join("sheet/js", ";\n"))
	s.add("sheet.css", read("sheet/sheet.css"))
}
