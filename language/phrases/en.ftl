# Every sentence the bot says in English.

## What things are called

event-type =
    { $type ->
        [meeting] meeting
        [conference] conference
        [roundtable] round table
        [seminar] seminar
        [forum] forum
        [briefing] briefing
        [visit] visit
        [signing] signing
        [training] training
        [presentation] presentation
        [exhibition] exhibition
        [ceremony] ceremony
       *[other] event
    }
plain-news = news
event-status =
    { $status ->
        [held] held
        [ongoing] under way
       *[announced] upcoming
    }
event-format =
    { $format ->
        [online] online
        [hybrid] in person and online
       *[offline] in person
    }

near-day =
    { $when ->
        [today] today
        [tomorrow] tomorrow
       *[later] { $day }
    }

## First words

start =
    <b>Welcome!</b>

    I am Xabarnoma: I read the press service’s releases and tell you briefly about meetings and conferences.

    • Ask in plain words: <i>meetings in May</i>, <i>27 November</i>, <i>forum in Samarkand</i>.
    • Subscribe: every day, at the hour you choose, I send a short digest. Events first, then other news.
start-subscribed =
    <b>Good to see you again!</b>

    You are subscribed: the digest comes { $days } at { $hour } ({ $zone }). Days, hour, contents and language: /settings.

    Ask at any time: a word, a name or a date is enough.
subscribe-button = Subscribe
subscribed =
    <b>You are subscribed.</b>

    The digest will come { $days } at { $hour } ({ $zone }). The first one: { $first }. Days, hour, contents and language: /settings.
subscribed-short = You are subscribed
stopped = I have stopped sending the digest. Your settings are kept: to come back, press /start. I still answer questions.
stopped-already = You are not subscribed, so no digest is coming. To subscribe, press /start.
help =
    <b>What I can do</b>

    <b>Questions.</b> Write in plain words, in Uzbek (either alphabet), Russian or English:
    • a word or a name: <i>conference on radicalisation</i>
    • a date: <i>27 November</i>, <i>last week</i>, <i>in May</i>
    • a kind of event: <i>meetings last month</i>

    /today – today’s news
    /week – this week’s news
    /month – this month’s news
    /date – pick a day on a calendar
    /history – your last questions, to ask again or delete
    /digest – the digest as it stands now
    /settings – days, hour, what the digest holds, language
    /stop – stop the digest
    /export_me – what is kept about you; /delete_me – delete it

    Groups and channels: add me, and an admin sets up the digest there.
help-inline = <b>In any chat</b> write <code>@{ $bot } conference</code> and choose a card to share.
help-editor =
    <b>For editors</b>

    A long text ({ $length } characters or more), a text of several lines, a forwarded message and a file (.txt, .md, .html, .docx, .pdf) or a link to a page are releases. A short text on one line is a question.
    /new – your next message is a release, however short
    /drafts – releases on their way
    For owners and editors: /stats
    For owners: /people, /audit, /broadcast, /export
    /feeds – where releases come from by themselves: feeds of sites, and channels

    I first show you how I read each release. Nobody sees it until you confirm.
unknown-command = I do not know the command { $command }. All I can do is in /help. To ask something, just write it without a command.

## Questions

today-question = today
week-question = this week
month-question = this month
answer-count =
    { $count ->
        [one] { $count } result
       *[other] { $count } results
    }
answer-count-more = more than { $count } results
copies =
    { $count ->
        [one] and { $count } more copy
       *[other] and { $count } more copies
    }
nothing-found =
    <b>Nothing found.</b>

    Try something shorter: a word, a name or a date is enough. For example: <i>conference</i>, <i>in May</i>.
nothing-found-then =
    <b>Nothing found for these days.</b>

    Try other days: <i>yesterday</i>, <i>this month</i>. This week’s news: /week
nothing-found-instead = <b>Nothing found.</b> The nearest there is:
nearest-button =
    { $kind ->
        [spelling] Did you mean “{ $question }”?
        [period] { $question } – at any time
       *[less] { $question }
    }
question-empty = I see neither a word nor a date in your question. Write what you are looking for: <i>conference</i>, <i>Tashkent</i>, <i>27 November</i>.
question-too-long = The question is too long. A few words, a name or a date are enough (at most { $limit } characters).
too-many-questions = That was a lot of questions at once. Please ask the next one in { $seconds } s.
too-much = That was too much at once. Please go on in { $seconds } s; what you send until then is not read.
search-slow = The search is taking too long just now. Please try again in a little while.
again-button = Try again
press-a-number = To read a full text, press its number.
previous-button = ‹ Previous
next-button = Next ›
back-button = ‹ To the list
close-button = Close
source-button = Read at the source
text-part = Part { $part } of { $total }
letters-button =
    Read in { $letters ->
        [Latn] Latin letters
       *[Cyrl] Cyrillic
    }
transliterated =
    Automatically rewritten in { $letters ->
        [Latn] Latin letters
       *[Cyrl] Cyrillic
    }; the original is in the other alphabet.
stale-button = This button is out of date. Please ask again.
stale-press = This button is out of date. Please open the menu again.
foreign-button = This is the answer to someone else’s question. Please ask your own.
release-gone = This release is no longer available.
page-gone = The releases of this page were withdrawn meanwhile. This is the first page.
inline-nothing = Nothing found. Ask me in our chat
inline-later = Please try again in a little while
weekdays = Mo Tu We Th Fr Sa Su
calendar = Press a day, or the month’s name for all of it. The small figure says how many releases there are.
history = <b>Your last questions</b>
history-hint = <i>Press a number to ask the question again, or ✕ with its number to delete it.</i>
history-empty = I keep none of your questions. Ask one: a word, a name or a date is enough.
forget-all-button = Delete all
forgotten = Deleted
only-text =
    I only understand text for now. Write your question in words: <i>conference</i>, <i>in May</i>. What else I can do: /help
files-for-editors = I take files and long texts from editors only. If you have a question, write it in a few words.

## The digest

digest-title = Digest
digest-ahead =
    { $when ->
        [today] 📅 Today, { $day }
        [tomorrow] 📅 Tomorrow, { $day }
       *[later] 📅 Later
    }
event-types =
    { $type ->
        [meeting] 🤝 Meetings
        [conference] 🎤 Conferences
        [roundtable] 💬 Round tables
        [seminar] 🎓 Seminars
        [forum] 🌐 Forums
        [briefing] 🎙 Briefings
        [visit] ✈️ Visits
        [signing] ✍️ Signings
        [training] 📚 Training
        [presentation] 📊 Presentations
        [exhibition] 🖼 Exhibitions
        [ceremony] 🏛 Ceremonies
       *[other] 📌 Other events
    }
earlier-button = ‹ Earlier, { $day }
digest-earlier = Earlier, { $day }: { $title }
digest-news = 📰 Other news
digest-late =
    { $whole ->
        [yes] Several days have passed: this digest covers them all.
       *[no] It has been a long time: this digest covers the last days. Ask for earlier ones by their date.
    }
letters-turned = ⇄ – written in the other alphabet, converted automatically.
digest-more = And { $count } more.
digest-more-button = { $count } more ›
digest-rest = The rest: { $first }–{ $last } of { $total }
digest-rest-gone = This digest is too old by now. Ask for those days by their date.
digest-empty =
    { $chosen ->
        [yes] Nothing that matches your choices
       *[no] Nothing new
    } has come out since the last digest. For earlier news ask: /week or any date.
digest-alive = There is nothing new for you yet, but I am here: as soon as there is, it comes at your usual hour.
digest-invitation = This is the digest as it stands now. Subscribe to get it every day at your own hour.

## Settings

settings-title =
    { $own ->
        [yes] <b>Settings</b>
       *[no] <b>Settings</b> · { $place }
    }
submenu-title =
    { $setting ->
        [content] <b>What the digest contains</b>
       *[look] <b>How the digest looks</b>
    }
setting-name =
    { $setting ->
        [hour] Hour
        [days] Days
        [week] Once a week…
        [zone] Time zone
        [language] Language
        [quiet] Quiet hours
        [pause] Pause
        [content] Contents
        [kinds] Kinds of event
        [topics] Topics
        [excluded] Without
        [places] Places
        [sources] Source language
        [look] Look
        [density] Length
        [most] How many
        [script] Alphabet
        [empty] Empty days
        [preview] What would come now?
       *[menu] ‹ Settings
    }
settings-digest =
    Digest: { $active ->
        [yes] <b>{ $days } at { $hour }</b>
       *[no] <b>off</b>; once on, it comes { $days } at { $hour }
    }
settings-next = Next digest: { $day }, { $hour }
settings-paused = Paused; it comes again: <b>{ $day }</b>
settings-quiet =
    Quiet hours: <b>{ $start }–{ $end }</b>{ $shifted ->
        [yes] , so the digest comes when they end
       *[no] {""}
    }
settings-zone = Time zone: <b>{ $zone }</b> (now { $now })
settings-language = Language: <b>{ $language }</b>
settings-content = Contents: <b>{ $chosen }</b>
settings-look = Look: <b>{ $chosen }</b>
settings-saved = Saved
settings-unchanged = Nothing changed
open-settings-button = Settings
own-settings-button = ‹ My own settings
every-day = every day
every-workday = on weekdays
every-weekday =
    { $day ->
        [0] every Monday
        [1] every Tuesday
        [2] every Wednesday
        [3] every Thursday
        [4] every Friday
        [5] every Saturday
       *[6] every Sunday
    }
some-days = on { $list }
content-everything = everything
content-kinds = kinds: { $list }
other-events = other events
content-topics = topics: { $list }
content-excluded = without: { $list }
content-places = places: { $list }
content-sources = written in: { $list }
all-languages = any language
density-name =
    { $density ->
        [compact] titles only
       *[full] with summaries
    }
most-name = at most { $count }
script-name =
    { $script ->
        [own] in my alphabet
        [Latn] in Latin letters
        [Cyrl] in Cyrillic
       *[written] as written
    }
empty-name =
    { $empty ->
        [say] say that there is nothing
       *[silent] stay silent
    }
days-count =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
turn-on-button = Turn the digest on
turn-off-button = Turn the digest off
choose-language = Which language shall we speak?
choose-hour = At what hour should the digest come? Press a button or type it: <code>7:30</code>, <code>19</code>.
choose-zone = Where are you? Press a button or type a city: <i>Bukhara</i>, <i>Seoul</i>.
choose-days = On which days should the digest come? Press the days you want, or take one day a week.
choose-week = On which day of the week? The digest then tells of the whole week.
choose-quiet = When should I be quiet? A digest that falls into these hours comes when they end. Press a button or type it: <code>22:00-7:00</code>.
quiet-none = No quiet hours
choose-pause = For how many days should I send nothing? Afterwards the digest comes again by itself. Press a button or type the days, up to { $most }.
pause-end = End the pause
choose-kinds = Which kinds of event do you want? Press as many as you like. Then other news no longer comes.
choose-topics = What interests you? Type a word or a name, several with commas: <i>water, World Bank</i>. Only releases that hold one of them will come.
choose-excluded = What do you not want to read about? Type a word or a name, several with commas: <i>sport, football</i>. Releases that hold one of them do not come.
choose-places = Which places interest you? Type a city, several with commas: <i>Tashkent, Geneva</i>. Only events held there will come.
choose-sources = Releases in which language do you want? Press as many as you like.
choose-density = How long should the digest be?
choose-most = How many items at most? Press a button or type a number from { $least } to { $most }.
choose-script = In which alphabet shall I show releases written in Uzbek?
choose-empty = And when there is nothing new? If I stay silent, once a week I still say that I am here.
answer-by-reply = <i>In a group, type the answer as a reply to this message.</i>
hour-not-understood = I did not understand that time. Write it from 0:00 to 23:59: <code>7:30</code>, <code>07.30</code> or <code>19</code>.
zone-not-understood = I do not know that city. Write the nearest large one: <i>Tashkent</i>, <i>Moscow</i>, <i>Istanbul</i>.
quiet-not-understood = I did not understand these hours. Write from when to when: <code>22:00-7:00</code>.
pause-not-understood = I did not understand that. Write a number of days from 1 to { $most }: <code>3</code>.
most-not-understood = I did not understand that. Write a number from { $least } to { $most }: <code>10</code>.
phrase-empty = I see no word there. Write a word or a name, for example: <i>water</i>.
phrase-too-long = That is too long. A word or a short name is enough: at most { $limit } characters, divided by commas.
phrase-too-many = There are too many: I keep at most { $limit }. Take one away first.
days-at-least-one = One day must stay. To get nothing, turn the digest off.
locate-button = 📍 Where I am
locate-share = Share where I am
locate = Press the button under the writing line, and I find your time zone. I do not keep the place itself.
located = <b>Found:</b> { $zone }.
located-at-sea = That place is at sea, no clock goes by it. Write the nearest large city: <i>Tashkent</i>, <i>Istanbul</i>.

## Groups and channels

group-start =
    <b>I am Xabarnoma.</b> I read the press service’s releases and tell of meetings and conferences in a short digest.

    { $active ->
        [yes] The digest comes here { $days } at { $hour }.
       *[no] I can bring it here { $days } at { $hour }, if an admin turns it on.
    } Admins change the days, the hour and the contents. I answer questions in a private chat.
stopped-here = I no longer bring the digest here. The settings are kept: an admin brings it back with /start.
admins-only = Only the admins of this chat change its settings.
private-only = In groups I only bring the digest; admins set it up with /settings. To ask something, open my profile and write to me directly.
channel-added =
    <b>You added me to the channel “{ $place }”.</b>

    Shall I post the digest there { $days } at { $hour }? Nothing is posted until you turn it on. You can change all of it here, later by /settings too.
channel-no-post = I may not post in the channel “{ $place }”, so no digest comes there. Give me the right to post messages, and I go on.
channel-told =
    { $active ->
        [yes] The digest comes here { $days } at { $hour }.
       *[no] No digest comes here.
    }

## The newsroom

new-release = Send the text: your next message is a release, however short. If you change your mind, press any other command.
editors-only = Only editors can do this.
card-plain-news = No event, plain news
card-label =
    { $field ->
        [title] Title
        [summary] Summary
        [type] Kind
        [date] Date
        [place] Place
        [organisers] Organisers
        [participants] Participants
        [topic] Topic
        [outcome] Outcome
        [language] Language
       *[published] Released on
    }
draft-intro =
    { $state ->
        [open] <b>This is how I read the release.</b> If it is right, publish it.
        [timed] <b>This is how I read the release.</b> Confirm and it comes out: <b>{ $when }</b>.
        [waiting] <b>Handed in for approval.</b> Another editor will look at it.
        [yours] <b>Waiting for your approval.</b>
        [scheduled] <b>It comes out: { $when }.</b> No reader sees it before then.
       *[foreign] <b>A colleague is working on this release.</b>
    }
draft-related =
    { $kind ->
        [same] ⚠️ There is a release much like it
        [version] ⚠️ This may be a new version of a release
        [sure] 🌐 There is a text in another language, the two will be linked
       *[translation] 🌐 This looks like the same release in another language
    }: “{ $title }”, { $day }.
version-button = A new version
apart-button = A release of its own
draft-said =
    { $verdict ->
        [one] 🔗 Will be linked
        [version] ↻ A new version
       *[apart] ≠ Separate
    }: “{ $title }”
link-button = 🔗 Link
unsay-button =
    ↶ { $verdict ->
        [one] Do not link
        [version] Not a version
       *[apart] Not separate
    }
story-button = 🔗 Other texts on it
story-intro = <b>On one event</b>
story-alone = No other release is about it.
story-alike = <b>It is like these:</b>
part-number-button = ✂ Separate: { $number }
link-number-button = 🔗 Link: { $number }
revert-button = ↶ As it was
kin-button = 🔎 Find another
kin-ask = Which release shall it be linked with? Write a word or two of its title.
kin-found = <b>What shall “{ $title }” be linked with?</b>
kin-none = I found no such release. Try other words.
story-parted = ✂ <b>Separated.</b> They are never joined again by themselves.
story-linked = 🔗 <b>Linked.</b>
story-reverted = ↶ <b>As it was before.</b>
stays-apart = Not linked: “{ $one }” and “{ $other }” were marked as separate. Link these two first.
published-joined = 🔗 Linked: “{ $title }”
draft-origin = From: { $who }
draft-media =
    { $count ->
        [one] 🖼 { $count } picture
       *[other] 🖼 { $count } pictures
    }
draft-reason = ↩ <b>Sent back to be mended:</b> { $reason }
draft-returned = ↩ <b>Sent back to its author.</b>
draft-merged = ⊕ <b>Merged with another release.</b>
draft-made-of-two = ⊕ Two releases in one
merge-button = ⊕ Merge…
merge-with-button = ⊕ Merge: { $title }
merge-ask = <b>Which one shall it be merged with?</b>
merge-too-long = Together they are too long.
merged-short = Merged
split-button = ↶ Take apart
split-short = Taken apart
return-ask = <b>Send it back to its author?</b> Write why, and they will see it.
return-button = ↩ Send back without a reason
draft-new-version = <b>The text of a published release has changed.</b> Confirm and its new version comes out.
draft-changed = Look first: { $what }
draft-changed-meanwhile = <b>A colleague changed it while you were writing.</b> This is how it stands now; I did not enter your value.
draft-recalled = <b>The text has changed since it was looked at.</b> It comes out only once it is confirmed again.
draft-foreign = This release is a colleague’s.
draft-not-yours = That decision is not yours to make.
draft-nobody = I could not reach any other editor.
draft-submitted-short = Handed in for approval to { $count }
draft-scheduled-short = The time is set
draft-reopened-short = Taken back
your-draft-published = ✓ <b>{ $who }</b> published your release: “{ $title }”
your-draft-returned = ↩ <b>{ $who }</b> sent your release back to be mended: “{ $title }”
your-draft-returned-why = ↩ <b>{ $who }</b> sent your release back to be mended: “{ $title }”. Reason: { $reason }
your-draft-discarded = ✕ <b>{ $who }</b> discarded your release: “{ $title }”
your-draft-not-out = <b>“{ $title }” did not come out at its time:</b> something in it could not be stored. Look at its days, and publish it again.
your-draft-out = ✓ Published at its time: “{ $title }”
publish-button = ✓ Publish
publish-at-button = ✓ Out: { $when }
submit-button = → For approval
fix-button = ✎ Correct
time-button = Time
urgent-button = ⚡ Urgent
withdraw-button = Withdraw
reopen-button =
    { $state ->
        [scheduled] Hold it
       *[other] ↩ Send back
    }
back-to-card-button = ‹ To the release
back-to-fields-button = ‹ Back
clear-button = Not stated
unset-button = As it was read
at-once-button = At once
fix-intro = <b>What shall we correct?</b>
field-hint =
    { $field ->
        [type] Choose its kind.
        [date] Press a day or write it: <i>27 November</i>, <i>2–3 December</i>.
        [published] Press the day it was released on, or write it.
        [organisers] Write what it should say; if there are several, each on its own line.
        [participants] Write what it should say; if there are several, each on its own line.
       *[other] Write what it should say.
    }
day-too-far = A day between the years { $first } and { $last }, please.
reply-not-understood = I did not understand that. To correct a field, name it in your answer: <i>{ $example }</i>. To ask a question, write it without answering the card.
field-not-understood =
    { $field ->
        [date] I did not understand that date. Write it like this: <i>27 November</i>, <i>2–3 December</i>.
        [published] I did not understand that date. Write one day: <i>28 November</i>.
        [summary] A summary is made of the text’s own sentences, at most three.
       *[other] That is too long, or empty. Write something shorter.
    }
lines-hint = <b>Choose the sentences of the summary</b> (at most three): pressing a number puts it in or takes it out.
lines-full = At most { $count } sentences. Take one out first.
lines-none = Leave at least one sentence.
time-hint = <b>When shall it come out?</b> Press or write: <code>15:30</code>, <code>tomorrow 9:00</code>, <code>2.12 10:00</code>. No reader sees the release before then.
time-not-understood = I did not understand that time, or it has passed. Write it like this: <code>15:30</code>, <code>tomorrow 9:00</code>, <code>2.12 10:00</code>.
manage-intro = <b>A published release</b>
published-revised = ✓ <b>Corrected.</b> From now on readers see it like this.
log-action =
    { $action ->
        [open] handed in
        [rewrite] changed the text of
        [correct] corrected
        [time] set the time of
        [move] moved
        [publish] published
        [withdraw] withdrew
        [invite] made an invitation
        [join] accepted an invitation
        [assign] changed the role of
        [remove] took off the staff
        [set] changed a setting
        [push] sent to subscribers
        [undo] undid the sending of
        [export] exported
        [relate] said what it is to another
        [link] linked to one event
        [part] separated
        [revert] put back as it was
        [merge] merged
        [split] took apart again
        [resume] resumed the work
        [restore] came out of a backup
        [follow] began to follow
        [unfollow] stopped following
       *[other] { $action }
    }
card-not-stated = not stated
discard-button = Discard
open-button = Full text
published-added = ✓ <b>Published.</b> Readers can find it from now on.
published-duplicate = <b>This release was published before:</b> “{ $title }”, { $day }. I did not repeat it.
published-version = ✓ <b>A new version is published.</b> It replaces “{ $title }”, { $day }.
published-short = Published
duplicate-short = Published before
discarded = <b>Discarded.</b> Nobody has seen this text.
discarded-short = Discarded
draft-stale = This release has already been decided on.
changed-mark = changed
withdrawn-mark = withdrawn
withdrawn-unseen = A release was withdrawn
manage-button = ⚙ Manage
tell-button = Tell those who received it
draft-revises = <b>Correcting a published release.</b>
withdraw-ask =
    <b>Withdraw the release?</b> Nobody will see it any more. { $count ->
        [0] It has been sent to nobody yet.
       *[other] Received by { $count }. What was sent to them will be corrected.
    }
withdraw-hint = <i>Write why, and those who received it will see the reason.</i>
withdraw-why = The reason that those who received it will see:
withdraw-yes-button = Yes, withdraw it
keep-button = ‹ No, keep it
withdrawn = <b>Withdrawn:</b> “{ $title }”. Messages to be corrected: { $count }.
withdrawn-short = Withdrawn
change-told = Telling those who received it. Messages to be corrected: { $count }.
notice-withdrawn = ⚠️ This release was withdrawn: “{ $title }”.
notice-changed = ✎ This release was changed: “{ $title }”.
nobody-subscribed = There are no subscribers yet.
urgent-head = ⚡ <b>Urgent</b>
urgent-ask = <b>Who is to get the urgent release?</b> Pressing sends it.
to-all-button = Send to all: { $count }
to-followers-button = To those who follow it: { $count }
push-sent = <b>Leaves in { $seconds } s, to { $count }.</b> If you change your mind, call it back now.
undo-button = ✕ Call it back
undone =
    { $count ->
        [0] Too late: it has all left
       *[other] Called back: { $count }
    }
tally-button = Report
tally = <b>Arrived: { $sent }.</b> Waiting: { $waiting }. Not reached: { $failed }.
tally-recalled = Called back before it left: { $count }.
tally-failure =
    • { $cause ->
        [blocked] blocked the bot
        [gone] the chat is gone
        [left] unsubscribed
        [paused] on a pause
        [late] its time ran out
       *[other] another reason
    }: { $count }
owners-only = Only owners can do this.
role =
    { $role ->
        [owner] owner
        [editor] editor
       *[author] author
    }
people = <b>People of the press office: { $count }</b>
people-named = Owners named in the settings: { $names }
invite-button =
    + Invite an { $role ->
        [owner] owner
        [editor] editor
       *[author] author
    }
invitation =
    <b>An invitation</b> ({ $role ->
        [owner] owner
        [editor] editor
       *[author] author
    })

    { $link }

    It works once, within { $hours } hours. Pass it on to somebody you trust.
invitation-spent = This invitation was used or has expired. Ask for a new one.
joined =
    <b>Welcome!</b> You are now an { $role ->
        [owner] owner
        [editor] editor
       *[author] author
    }. Send a text: /new. What I can do: /help
remove-button = Take off the staff
removed =
    { $count ->
        [0] Taken off
       *[other] Taken off. Drafts they left: { $count } – /drafts
    }
people-button = ‹ People
four-eyes-button = Approval by a second person: { $state ->
        [on] on
       *[off] off
    }
four-eyes-alone = On, but there is no second person to approve: invite somebody.
drafts-none = Nothing is on its way.
drafts-more = There are { $count } older ones; decide on these and press /drafts again.
log-head = <b>Who did what</b>
log-empty = Nothing was recorded yet.
log-subject =
    { $kind ->
        [draft] draft
        [feed] source
       *[release] release
    } { $number }
log-place =
    { $place ->
        [people] people
        [option-four_eyes] approval by a second person
        [word-to-all] message to all
       *[database] database
    }
log-sending =
    { $kind ->
        [urgent] urgent release
        [correct] correction
       *[word] message to all
    }
log-sent =
    { $kind ->
        [urgent] urgent release
        [correct] correction
       *[word] message to all
    }, to { $count }
log-state =
    { $state ->
        [open] open
        [waiting] waiting for approval
        [scheduled] its time is set
        [published] published
        [merged] merged
       *[discarded] discarded
    }
log-why =
    { $why ->
        [empty] there is no text
        [too-long] too long
       *[not-stored] could not be stored
    }
log-outcome =
    { $outcome ->
        [Added] new
        [Duplicate] published before
        [NewVersion] a new version
       *[Revised] corrected
    }
log-pushed = sent in by the site ({ $who })
log-until = { $role }, valid until { $when }
log-invited = { $role }, invited by { $who }
log-switch =
    { $to ->
        [on] on
        [draft] laid before the editors
        [publish] publishes at once
        [pause] paused
        [resume] goes on
       *[off] off
    }
log-verdict =
    { $verdict ->
        [one] linked with
        [version] a version of
       *[apart] separate from
    }
log-house = the bot
log-newest-button = « Newest
log-older-button = Older ›
log-file-button = Take all of it away
word-ask = Write what is to go to all subscribers. I show it to you first.
word-preview = <b>This is what subscribers will see:</b>
word-stale = This is an older draft of the message. Nothing was sent.
word-too-long = The text is empty or too long: at most { $limit } characters.
export-ask = <b>What would you like to take away?</b>
export-what =
    { $what ->
        [releases] Releases
        [subscribers] Subscribers
       *[audit] The log
    }
export-too-large = The file is too large. Use the command “xabarnoma export” on the server.
seniors-only = Only owners and editors can see this.
figures-head = <b>Statistics: { $period }</b>
figures-subscribers =
    Subscribers: <b>{ $count }</b>{ $change ->
        [more] {" "}(+{ $by })
        [less] {" "}(−{ $by })
       *[same] {""}
    }
figures-messages = Messages sent: <b>{ $delivered }</b> delivered, { $failed } failed, { $unknown } unknown
figures-waiting = In the queue: { $count }
figures-questions = Questions: <b>{ $asked }</b>, of them without an answer { $unanswered }
figures-asked = <b>Asked most</b>
figures-words = <b>Words:</b>
figures-in-vain = <b>Nothing was found for</b>
figures-term = • { $text } – { $people } people
figures-privacy = You see what at least { $people } people asked, and never who they were.
figures-looked-at = The lists are of the newest { $count } questions of this time.
figures-days-button =
    { $here ->
        [yes] · { $days } days ·
       *[no] { $days } days
    }
figures-unclear = I did not understand which period you mean. For example: /stats 7, /stats 2026-10, /stats October
figures-too-long = That period is too long: a year at the most.
figures-ahead = That time has not come yet.
figure-empty = nothing to show yet
figure-subscribers = Subscribers
figure-messages = Messages sent
figure-delivered = delivered
figure-failed = failed
figure-unknown = unknown
figure-questions = Questions
figure-answered = answered
figure-unanswered = without an answer
paused = <b>The bot came out of a backup and is paused.</b> Nothing goes to subscribers, so that what was sent since the backup is not repeated. If all is well, let it go on.
resume-button = Go on
resumed = ▶ <b>The bot works again.</b> Digests go out at their hours.
resumed-short = Going on
release-empty = I found no text. Write it, or send a .txt file.
release-too-long = That is too much for one release: at most { $limit } characters. Please send it in parts.

## What could not be opened

unreadable = { $reason ->
    [binary] { $name } is no text: it is named like a text file and holds something else. Paste the text into the chat.
    [encoding] I could not tell the encoding of { $name }. Save it as UTF-8 and send it again.
    [empty] { $name } is empty. Please send the right file.
    [protected] { $name } is protected by a password. Save it without one and send it again.
    [scan] { $name } is a scan: there are pages, but pictures in place of letters. Please send the text itself.
    [no-text] I found no text in { $name }. Paste the text into the chat.
    [too-big] { $name } is too big: I read files of up to 20 MB. Paste the text into the chat.
    [too-long] { $name } is too long for one release: at most { $limit } characters. Please send it in parts.
    [too-slow] { $name } took too long to read, so I stopped. Save it as .txt or paste the text into the chat.
    [too-hard] { $name } is built in too complicated a way for me. Save it as .txt or paste the text into the chat.
    [old-word] { $name } is a file of old Word (.doc). Save it as .docx or .pdf and send it again.
    [unknown-kind] I do not read files like { $name }, only .txt, .md, .html, .docx and .pdf. You can also paste the text into the chat.
    [bad-link] { $name } is no address of a page. Send the whole address, such as https://example.org/news – without a name and password in it.
    [not-public] { $name } is no public address of the internet, and I do not go there. Please send the text itself.
    [unreachable] { $name } does not answer. Check the address, or send the text itself.
    [no-page] { $name } does not give this page: there is none, or it is closed. Please send the text itself.
    [gone] { $name } has removed this page for good. Send the text itself.
    [too-many-redirects] { $name } leads from one address to the next, and never to a page. Please send the text itself.
    [endless] { $name } is too slow with this page, so I stopped waiting. Try again later, or send the text itself.
    [no-feed] I found no RSS or Atom feed at { $name }. Send the address of the feed itself.
   *[broken] { $name } is damaged and cannot be opened. Save it anew, or paste the text into the chat.
}

## Where releases come from by themselves

feeds = <b>Where releases come from by themselves</b>
feeds-none = Nowhere yet.
feeds-hint = To add one: <code>/feeds https://example.org/rss</code> – a site's feed (RSS or Atom), <code>/feeds @channel</code> – a channel in which the bot is an admin.
feed-added = ✓ <b>Added.</b> What it brings comes to you as drafts first.
feed-known = This one was added before.
feed-no-channel = I cannot see this channel. Make the bot an admin of it first, then send this again.
feed-mode = { $mode ->
    [publish] What it brings is published at once.
   *[draft] What it brings becomes drafts.
}
feed-state = { $state ->
    [paused] ⏸ paused
    [gone] ⏹ { $when }, no longer asked
    [failed] ⚠️ { $when } (in a row: { $failures })
    [channel] waiting for posts
    [new] not read yet
   *[read] read { $when }
}
feed-error = { $reason ->
    [not-public] its address is not public
    [unreachable] does not answer
    [no-page] there is no such page, or it is closed
    [gone] removed for good
    [too-many-redirects] always leads to other addresses
    [endless] too slow
    [too-big] too big
    [no-feed] neither RSS nor Atom
    [too-slow] took too long to read
   *[broken] damaged, could not be read
}
feed-check-button = Check now
feed-pause-button = Pause
feed-resume-button = Resume
feed-publish-button = Publish at once
feed-draft-button = Bring as drafts
feed-remove-button = Remove

## What is held of somebody

export-me-done = Everything that is kept about you.
export-me-nothing = Nothing is kept about you.
export-me-too-large = There is more than one file can hold. Ask whoever runs this bot for it.
erase-ask = { $whose ->
        [chat]
            <b>Delete everything about this chat?</b>

            The settings and the list of digests will be gone, and the digest stops at once.
        [staff]
            <b>Delete everything about you?</b>

            Your settings, questions, the list of your digests, your place in the press office and your open drafts will be gone. What you handed in or published stays with the office, without your name.
       *[reader]
            <b>Delete everything about you?</b>

            Your settings, topics, questions and the list of your digests will be gone, and the digest stops at once.
    }

    To keep a copy, ask for /export_me first.
erase-button = Delete
erase-sure = <b>Really delete?</b> It cannot be undone.
erase-sure-button = Yes, delete everything
erase-keep-button = No, keep it
erase-kept = Nothing was deleted.
erase-expired = Too much time has passed, so nothing was deleted. Send /delete_me again.
erase-others = This button is for the person who asked for it.
erase-last-owner = You are the only owner, so nothing was deleted. Make somebody else an owner in /people, then send /delete_me again.
erase-named = You are named as an owner in the bot’s settings ({ $setting }). Have whoever runs the bot put somebody else there, then send /delete_me again.
erased = Everything was deleted; nothing here leads to you any more. To begin anew, press /start.

## When something goes wrong

error-storage = Sorry, I cannot reach the archive right now. Please try again in a minute.
error-unexpected = Sorry, that did not work. The error has been recorded. Please try again a little later, or ask in another way.
# To admins, above up to five errors as the log has them.
admin-errors = ⚠️ Errors in the log: { $count }. The most frequent:
disk-low = There is little room left on the server’s disk: { $free } MB. Files, imports, feeds and pushes wait; digests and answers go on. Whoever runs the bot should free some space.
disk-well = There is room on the disk again: { $free } MB. Everything is taken in again.
disk-low-file = I cannot take files now: the server’s disk is nearly full. Paste the text, or send the file later.

## The menu of commands

command-today = Today’s releases
command-week = This week’s releases
command-month = This month’s releases
command-date = Pick a day or a month
command-history = Your last questions
command-digest = The digest so far
command-settings = Days, hour, contents, language
command-group-settings = Set up the digest here
command-group-digest = What would come here now
command-group-stop = Bring no digest here any more
command-group-delete = Delete everything about this chat
command-help = What I can do
command-stop = Stop the digest
command-export-me = What is kept about you
command-delete-me = Delete it all
command-new = Hand in a new release
command-feeds = Where releases come from by themselves
command-drafts = Releases on their way
command-people = People and invitations
command-audit = Who did what
command-broadcast = Write to all subscribers
command-export = Take data away
command-stats = Statistics
description =
    I read the releases of press offices and tell you briefly of meetings and conferences: what, when, where, who took part, and with what result.

    Ask in plain words, or get a digest every day at an hour that suits you.
short-description = Press releases: meetings and conferences at a glance. Answers to questions and a daily digest.
