// Package mail is the outbox: messages are written in the change that causes them and sent later through the server of the
// unit (SMTP). Nothing is lost and nothing is sent twice:
//
//   - A message has a key; the same cause adds it once. Its Message-ID never changes.
//   - A sender leases a message by a compare-and-set update. Until the end of the message is handed over, any failure puts
//     it back to be sent again, since no server may accept half a message.
//   - Just before the end is handed over, that is committed. When the connection or the program then dies before the
//     answer, the message may have arrived: it becomes Uncertain and is not sent again. A person who can ask the recipient
//     decides. This is the one case in which a message can be missing, and it is shown.
//   - A refusal for good (5xx) is shown and stays; a temporary one (4xx) is tried again, each time later. A server that
//     cannot be reached, or that refuses the sender itself, costs a message nothing: it waits.
//
// Without a server, messages stay in the program and the pages say so. Texts hold the words of plans and the names of
// bodies, never the name of a child.
package mail
