// Package child keeps the children of the unit and the households in which they live: who they are, by which number the
// population base knows them, who cares for them, where they live and learn, and what they need (Luật Trẻ em 2016, Điều 1 and
// 10; NĐ 56/2017/NĐ-CP, Điều 3-16). Everything in it is private (NĐ 56/2017/NĐ-CP, Điều 33); what is sensitive besides asks for
// actor.ChildSecret.
package child
