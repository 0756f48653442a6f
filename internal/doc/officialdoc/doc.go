// Package officialdoc lays out administrative documents in the frame of Nghị định 30/2020/NĐ-CP: head, body, signature,
// recipients and annexes.
//
// The measures are data: a Profile holds for documents from its first day on, and each of its numbers says how sure we
// are of it. Signatures and seals are never drawn; their places stay empty for the agency's own tool.
package officialdoc
