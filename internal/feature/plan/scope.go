package plan

// What a reader of the own work sees, as conditions on the tables of this feature: {body} is the body of the post in which
// the reader acts, {me} the account.

// ownTask is the condition that the task in a column names the reader's body or the reader.
func ownTask(column string) func(alias string) string {
	return func(alias string) string { return namedIn(alias + "." + column) }
}

// The set is small and the same for every row, so that the engines make it once.
func namedIn(task string) string {
	return task + " IN (SELECT own.task_id FROM task_body own WHERE own.unit_id = {unit} AND own.body_id = {body} AND own.body_id > ''" +
		" UNION SELECT own.task_id FROM task_person own WHERE own.unit_id = {unit} AND own.account_id = {me} AND own.ended_at = 0)"
}

// ownPlan is the condition that the plan has work of the reader's.
func ownPlan(alias string) string {
	return "EXISTS (SELECT 1 FROM task_body own WHERE own.plan_id = " + alias + ".id AND own.body_id = {body} AND own.body_id > '')" +
		" OR EXISTS (SELECT 1 FROM task_person own WHERE own.plan_id = " + alias + ".id AND own.account_id = {me} AND own.ended_at = 0)"
}

// ownCitation is the condition that the document is named in the lines of work of the reader's.
func ownCitation(alias string) string {
	return "EXISTS (SELECT 1 FROM task named WHERE named.plan_id = " + alias + ".plan_id AND named.line_from <= " + alias + ".line AND named.line_to >= " + alias + ".line AND (" + namedIn("named.id") + "))"
}

func ownAccount(alias string) string { return alias + ".account_id = {me}" }
