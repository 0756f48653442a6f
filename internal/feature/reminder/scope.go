package reminder

// ownReminder is the condition that the reader is reminded.
func ownReminder(alias string) string {
	return "EXISTS (SELECT 1 FROM reminder_for own WHERE own.reminder_id = " + alias + ".id AND own.account_id = {me})"
}

func ownAccount(alias string) string { return alias + ".account_id = {me}" }
