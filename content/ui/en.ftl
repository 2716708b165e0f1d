## The diagnosis: notes, reasons, the note to hand over (said by the engine)

note-code-contradicts-words = Code { $code } usually means something else than the words “{ $words }”. The words were believed: servers choose codes carelessly.
note-truncated = There was more text than can be read; the rest was left out.
note-charset-guessed = The text did not say its character set. It was read as { $charset }.
why-words = The text has words typical of it (rule { $words }).
why-code = Code { $code } often stands for it.
why-likeness = The text reads like it: { $words }.

fact-recipient = Recipient
fact-reply = Reply code
fact-status = Enhanced status code
fact-refused-by = Refused by
fact-reported-by = Reported by
fact-ip = IP address in the report
fact-time = Time in the report
fact-id = Message id at the server

handover-subject = Mail delivery problem: { $why }
handover-greeting-sender = Hello! I need help with a message that I sent.
handover-greeting-sender-admin = Hello! A message sent through our mail server was refused, and I cannot mend the cause myself.
handover-greeting-recipient = Hello! I sent you a message and it came back.
handover-greeting-recipient-admin = Hello! A message to an address on your mail server could not be delivered. The cause seems to be on your side.
handover-greeting-provider = Hello! I have a mail problem that seems to be at your service.
handover-greeting-network = Hello! A message could not be delivered because the two mail servers could not reach each other.
handover-said = The server's own words:
handover-ask-sender = Please help me to check this and tell me what to change.
handover-ask-sender-admin = Please look into the cause on our server or domain and tell me when I can send again.
handover-ask-recipient = Please tell me when it is mended, or give me another way to reach you.
handover-ask-recipient-admin = Please check this address and your server's settings, and tell me when I can send again.
handover-ask-provider = Please check this at your side and tell me when it will work again.
handover-ask-network = Please check whether the server can be reached, and tell me if anything has to change.
handover-more = Explained at: /{ $number } ({ $id })

## The command line

cli-unknown = We don't know this one.
cli-delivered = Delivered
cli-delivered-no = no
cli-delivered-partly = partly
cli-delivered-delayed = not yet, the server still tries
cli-delivered-yes = yes
cli-delivered-unknown = the text does not tell
cli-why = Why
cli-move = Whose move
cli-again = Send again
cli-or = Or
