package account

import "strings"

// agentPart tells a program or a machine by a part of the User-Agent. Order matters: nearly everybody also claims to be
// Chrome or Safari.
type agentPart struct{ part, name string }

var (
	browsers = []agentPart{
		{"Zalo", "Zalo"}, {"FBAN", "Facebook"}, {"FBAV", "Facebook"},
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"coc_coc_browser", "Cốc Cốc"}, {"SamsungBrowser", "Samsung Internet"},
		{"FxiOS", "Firefox"}, {"Firefox", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome", "Chrome"}, {"Safari", "Safari"},
	}
	machines = []agentPart{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"},
		{"Windows", "Windows"}, {"Macintosh", "máy Mac"}, {"CrOS", "Chromebook"}, {"Linux", "Linux"},
	}
)

// DeviceOf says in words which browser on which machine a User-Agent names: "Chrome trên Windows".
func DeviceOf(agent string) string {
	return firstPart(agent, browsers, "Trình duyệt khác") + " trên " + firstPart(agent, machines, "máy khác")
}

func firstPart(agent string, parts []agentPart, other string) string {
	for _, p := range parts {
		if strings.Contains(agent, p.part) {
			return p.name
		}
	}
	return other
}
