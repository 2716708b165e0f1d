# The words of the interface, in English. Every id stands in ru.ftl too: a test holds it.

## On every page

language-name = English
skip-to-content = Skip to the content
home-link = Home
nav-label = Site
nav-errors = All errors
nav-codes = Codes
nav-providers = Providers
nav-programs = Programs
nav-guides = Guides
nav-terms = Glossary
nav-all = All sections
language-label = Language
footer-promise = What you paste is read once, answered and forgotten. It is kept in no database and no log.
footer-api = For programs
footer-contact = Contact
copy = Copy
copied = Copied
copy-link-to = Copy the link to “{ $heading }”

## The paste box

paste-label = The error, the returned message, or a line of a log
paste-placeholder = 550 5.1.1 <anna@example.org>: Recipient address rejected: User unknown
paste-promise = What you paste is not kept.
paste-file = Or choose a file (.eml, .msg, .txt)
paste-button = Explain it

## Home

home-title = Your e-mail came back? Find out why.
home-description = Paste a returned message or a mail program's error, and learn what happened, who can fix it, and what to do next.
home-lead = Paste what you got. You learn whether it arrived, why not, whose move it is, and what to do.
home-examples = See an example:
home-asked = Asked most often
home-ways = Other ways in
home-way-errors = All errors
home-way-errors-about = { $n ->
    [one] One error, explained
   *[other] { $n } errors, explained one by one
 }
home-way-codes = By code
home-way-codes-about = 550, 5.7.1, 0x800CCC0E: what each one means
home-way-providers = By provider
home-way-providers-about = { $n ->
    [one] What one provider’s refusals mean, its limits and settings
   *[other] What the refusals of { $n } providers mean, their limits and settings
 }
home-way-programs = By mail program
home-way-programs-about = Where Outlook and others hide the full text of an error
home-way-guides = Guides
home-way-guides-about = Short reading for before and after an error
home-way-terms = Glossary
home-way-terms-about = { $n ->
    [one] One term in plain words
   *[other] { $n } terms in plain words
 }
home-way-number = By number
home-way-number-about = Every article has a short number: { $host }/{ $number }

## Verdict

verdict-delivered = Delivered?
verdict-why = Why not?
verdict-why-delayed = What is in the way?
verdict-why-plain = What happened?
verdict-move = Whose move is it?
verdict-again = Send it again?
delivered-no = No
delivered-partly = In part
delivered-delayed = Not yet; the server keeps trying
delivered-yes = Yes
delivered-unknown = The text doesn’t say
delivered-no-to = No, not to { $to }
delivered-partly-to = In part: { $to }
delivered-delayed-to = Not yet to { $to }; the server keeps trying
delivered-yes-to = Yes, to { $to }
delivered-unknown-to = The text doesn’t say ({ $to })
list-and = { $list } and { $last }
list-more = { $n ->
    [one] { $n } more
   *[other] { $n } more
 }

## Result

result-title = What happened to your message
result-several = { $n ->
    [one] { $n } answer in this text
   *[other] { $n } different answers in this text
 }
result-sure = We are sure
result-likely = Most likely
result-perhaps = This is a guess
result-odds = { $level }: of a hundred answers like this, about { $percent } are right.
result-article = The full article, no. { $number }
result-again = Paste something else
proof-heading = The words that decided it
proof-lead = Quoted as they stand in your text. The deciding words are marked.
proof-part = From the message’s part { $part }
proof-whole = The whole text
proof-cut = The rest is not shown here: { $n } bytes.
proof-invisible = Invisible characters are written out, such as { $example }.
steps-heading = What to do
letter-heading = A note to hand over
letter-lead = For { $who }. Private data is masked: read it over, copy it, send it.
letter-subject = Subject
letter-in = Note in { $language }
facts-heading = What stands in the text
alternatives-heading = What else it could be
alternatives-tell = How to tell:
notes-heading = Where the signs disagree
unknown-title = We don’t know this one
unknown-lead = No rule of ours recognizes this text, and we would rather say so than guess.
unknown-codes = The codes in it are explained below, by the standard.
unknown-hint = Is it all there? The deciding line often stands at the end, after “said:”, “Diagnostic-Code” or “The error that the other server returned was”.
unknown-nearest = The nearest articles

## Facts

found-recipient = Recipient
found-recipient-about = The address that the message was meant for
found-reply = Reply code
found-status = Status code
found-client = Program’s code
found-code-about = Not in our list
found-provider = Provider
found-provider-about = Whose server it was
found-refused-by = Said by
found-refused-by-about = The server that refused
found-reported-by = Reported by
found-reported-by-about = The server that wrote the notice; it only passes the refusal on
found-stage = Stage
found-stage-about = When in the conversation of the two servers it happened
found-addresses = Addresses
found-addresses-about = Every e-mail address in the text
found-hosts = Servers
found-hosts-about = Host names in the text
found-ips = IP addresses
found-ips-about = Numbers of servers or of your own connection; the blocked one is often among them
found-urls = Links
found-urls-about = Shown, not opened: check the domain before you follow one
found-ids = Message ids
found-ids-about = Support finds your message in the server’s log by these
found-times = Times
found-times-about = When it happened, by the server’s clock

## Article

crumbs-label = You are here
article-number = No. { $number }
article-number-about = Short link: { $link }
article-on-page = On this page
article-see-from = { $from } says
article-related = Related errors
article-guides = Worth reading
article-owners = Where you meet it
article-codes = Usual codes
article-sources = Sources
article-verified = Checked against the sources on { $date }
article-other-forms = The same as
article-names = People also call it

page-fallback = This page has not been written in English yet. Here it is in { $language }.
page-behind = This page is older than its other language, and may lack something. The newer one:

## Catalog

errors-title = All errors
errors-description = Every e-mail error explained here, by what is wrong.
errors-lead = Grouped by what is wrong. If you have the error’s text, pasting it is quicker.
errors-count = { $n ->
    [one] { $n } error
   *[other] { $n } errors
 }
group-address = The address
group-mailbox = The recipient’s mailbox
group-sender-account = The sender’s account
group-limits = Limits
group-reputation = The sending server’s reputation
group-sender-authentication = SPF, DKIM, DMARC
group-content = The message itself
group-path = On the way between servers
group-client = The mail program
group-no-error = Not an error

## Codes

codes-title = Codes
codes-description = SMTP reply codes, enhanced status codes and the codes of mail programs, each in plain words.
codes-lead = A code narrows it down; the words beside it decide. Paste the whole line where you can.
codes-reply = Reply codes
codes-reply-about = Three digits that open a server’s answer. 4xx: try again later. 5xx: refused.
codes-enhanced = Status codes
codes-enhanced-about = Three numbers with dots. The first is the class: 2 done, 4 temporary, 5 refused.
codes-client = Codes of mail programs
codes-client-about = What Outlook and its kin show when they can’t reach or use a server.
code-standard = What the standard says
code-practice = What it means in practice
code-reference = Defined in
code-entry = Usually it means
code-entries = Errors that carry it
code-siblings = The same in another class
code-fallback = There are no English words for this code yet. Here they are in { $language }.

## Providers

providers-title = Mail providers
providers-lead = What each one’s refusals look like, what it allows, and what a mail program is set to.
provider-own = Errors of its own
provider-general = What its refusals often come down to
provider-help = Where to ask
provider-limit = What is limited
provider-at-most = At most
provider-plan = Plan
provider-any-plan = any
provider-protocol = For
provider-server = Server
provider-port = Port, encryption
server-imap = Incoming mail, IMAP
server-pop3 = Incoming mail, POP3
server-smtp = Outgoing mail, SMTP
server-tls = SSL/TLS
server-starttls = STARTTLS
server-no-encryption = none
limit-message-size = Size of a message
limit-attachment-size = Size of an attachment
limit-mailbox-size = Size of the mailbox
limit-recipients-per-message = Recipients of one message
limit-recipients-per-hour = Recipients an hour
limit-recipients-per-day = Recipients a day
limit-messages-per-minute = Messages a minute
limit-messages-per-hour = Messages an hour
limit-messages-per-day = Messages a day
limit-connections = Connections at once
link-postmaster = Tools for senders
link-delisting = Get off its block list
link-feedback-loop = Reports of complaints
link-app-passwords = App passwords
link-settings = Settings for mail programs
link-limits = Its limits
link-support = Support
link-status = Is the service up?

## Programs

programs-title = Mail programs
programs-lead = Where each one hides the full text of an error, and which of the words are its own.
program-own = Errors that it shows
program-general = What people often meet in it
program-platforms = Runs on: { $platforms }

## Guides

guides-title = Guides
guides-lead = Short reading for before and after an error.
guide-related = Errors that it helps with

## Glossary

terms-title = Glossary
terms-lead = The words of the trade, in plain words.
term-aliases = Also:
term-see = Read next

## When something goes wrong

trouble-no-such-page-title = There is no such page
trouble-no-such-page = The address may be mistyped or cut off.
trouble-nothing-pasted-title = Nothing was pasted
trouble-nothing-pasted = The box was empty. Paste the error’s text, or choose a file.
trouble-too-large-title = That is too much at once
trouble-too-large = The limit is { $limit }. The error itself is short: paste the returned message without its attachments, or only the lines with the error.
trouble-too-slow-title = The text did not arrive in time
trouble-too-slow = The connection may be slow or broken. Try again, or paste only the lines with the error.
trouble-unreadable-title = The form could not be read
trouble-unreadable = It arrived damaged. Go back, and send it again.
trouble-unreadable-json = The body is not the JSON object that is asked for: {"{"}"text": "…", "lang": "en"{"}"}.
trouble-encoded-title = Compressed requests are not taken
trouble-encoded = Send the text as it is, without Content-Encoding.
trouble-wrong-kind-title = This kind of content is not taken
trouble-wrong-kind = Send application/json, message/rfc822 or text/plain.
trouble-wrong-method-title = This address works in another way
trouble-wrong-method = It takes: { $methods }.
trouble-internal-title = Something broke on our side
trouble-internal = Your text is not the reason, and it was not kept. Try again in a minute.
trouble-nearest = Perhaps you meant
trouble-ways = Where to go from here
trouble-paste = Paste the error instead

## Numbers and dates

size-bytes = { $n } bytes
size-kilobytes = { $n } KB
size-megabytes = { $n } MB
size-gigabytes = { $n } GB
date = { $day } { $month ->
    [m01] January
    [m02] February
    [m03] March
    [m04] April
    [m05] May
    [m06] June
    [m07] July
    [m08] August
    [m09] September
    [m10] October
    [m11] November
   *[m12] December
 } { $year }

## Who can mend it

who-sender = whoever helps you with your mail
who-sender-admin = the administrator of your own mail server
who-recipient = the recipient
who-recipient-admin = the administrator on the recipient’s side
who-provider = the mail provider’s support
who-network = whoever runs the two mail servers

## Stages of a session

stage-connect = On connecting, before anything was said
stage-helo = At the greeting, encryption or sign-in
stage-mail = When the sender’s address was named
stage-rcpt = When the recipient’s address was named
stage-data = Before the message itself was sent
stage-after-data = After the whole message was sent
stage-pop = While mail was fetched over POP3
stage-imap = While mail was fetched over IMAP

## The diagnosis: notes, reasons, the note to hand over (said by the engine)

note-code-contradicts-words = Code { $code } usually means something else than the words “{ $words }”. The words were believed: servers choose codes carelessly.
note-truncated = There was more text than can be read; the rest was left out.
note-charset-guessed = The text did not say its character set. It was read as { $charset }.
why-words = The text has words typical of it: “{ $words }”.
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
