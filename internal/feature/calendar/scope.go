package calendar

// ownFeed is the condition that the feed is of the reader or of the reader's body.
func ownFeed(alias string) string {
	return alias + ".account_id = {me} OR " + alias + ".body_id = {body} AND " + alias + ".body_id > ''"
}
