// Package event keeps the events for children of a unit: Tháng hành động vì trẻ em, 1/6, Trung thu and others, from the plan
// and its approval by somebody else through money and attendance to the report of results (Thông tư 28/2019/TT-BLĐTBXH).
package event
