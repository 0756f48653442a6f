package assets

import "github.com/mangnon/mangnon/internal/kernel/place/outline"

// MapScripts and MapStyles are the files that only pages with a map load, in their order.
var (
	MapScripts = []string{"leaflet.js", "map.js"}
	MapStyles  = []string{"leaflet.css", "map.css"}
)

// Outlines is the name of the file of outline.File.
const Outlines = "communes.json"

// addMap adds the files of maps. Leaflet's pictures are left out: nothing that the pages show uses them.
func (s set) addMap() {
	s.add("leaflet.js", read("vendored/leaflet@1.9.4/leaflet.js"))
	s.add("leaflet.css", read("vendored/leaflet@1.9.4/leaflet.css"))
	s.add("map.js", join("map/js", ";\n"))
	s.add("map.css", read("map/map.css"))
	s.add(Outlines, outline.File())
}
