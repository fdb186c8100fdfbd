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

    You are subscribed: the digest comes every day at { $hour } ({ $zone }). Change the hour, language and time zone in /settings.

    Ask at any time: a word, a name or a date is enough.
subscribe-button = Subscribe
subscribed =
    <b>You are subscribed.</b>

    The digest will come every day at { $hour } ({ $zone }). The first one: { $first }. Change the hour, language and time zone in /settings.
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
    /settings – language, hour, time zone, subscription
    /stop – stop the digest
help-inline = <b>In any chat</b> write <code>@{ $bot } conference</code> and choose a card to share.
help-editor =
    <b>For editors</b>

    A long text ({ $length } characters or more), a text of several lines, a forwarded message and a .txt file are releases. A short text on one line is a question.
    /new – your next message is a release, however short

    I first show you how I read each release. Nobody sees it until you confirm.
unknown-command = I do not know the command { $command }. All I can do is in /help. To ask something, just write it without a command.
private-only = For now I work in private chats only. Open my profile and write to me directly.
channel-unsupported = You added me to the channel “{ $chat }”. I do not read channel posts yet: forward the release to me here.

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
        [today] Today, { $day }
        [tomorrow] Tomorrow, { $day }
       *[later] Later
    }
event-types =
    { $type ->
        [meeting] Meetings
        [conference] Conferences
        [roundtable] Round tables
        [seminar] Seminars
        [forum] Forums
        [briefing] Briefings
        [visit] Visits
        [signing] Signings
        [training] Training
        [presentation] Presentations
        [exhibition] Exhibitions
        [ceremony] Ceremonies
       *[other] Other events
    }
digest-earlier = Earlier, { $day }: { $title }
digest-news = Other news
digest-late = Several days have passed: this digest covers them all.
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

settings =
    <b>Settings</b>

    Digest: { $active ->
        [yes] <b>every day at { $hour }</b>
       *[no] <b>off</b>; once on, it comes every day at { $hour }
    }
    Time zone: <b>{ $zone }</b> (now { $now })
    Language: <b>{ $language }</b>
settings-next = Next digest: { $day }, { $hour }
settings-saved = Saved
settings-unchanged = Nothing changed
hour-button = Hour: { $hour }
zone-button = Zone: { $zone }
language-button = Language: { $language }
turn-on-button = Turn the digest on
turn-off-button = Turn the digest off
settings-back-button = ‹ Settings
choose-language = Which language shall we speak?
choose-hour = At what hour should the digest come? Press a button or type it: <code>7:30</code>, <code>19</code>.
choose-zone = Where are you? Press a button or type a city: <i>Bukhara</i>, <i>Seoul</i>.
hour-not-understood = I did not understand that time. Write it from 0:00 to 23:59: <code>7:30</code>, <code>07.30</code> or <code>19</code>.
zone-not-understood = I do not know that city. Write the nearest large one: <i>Tashkent</i>, <i>Moscow</i>, <i>Istanbul</i>.

## The newsroom

new-release = Send the text: your next message is a release, however short. If you change your mind, press any other command.
editors-only = Only editors can do this.
card-intro = <b>This is how I read the release.</b> If it is right, publish it.
card-plain-news = No event, plain news
card-label =
    { $field ->
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
card-not-stated = not stated
publish-button = Publish
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
release-empty = I found no text. Write it, or send a .txt file.
release-too-long = That is too much for one release: at most { $limit } characters. Please send it in parts.
file-kind = I cannot read { $name } yet. Paste the text into the chat or send it as .txt.
file-unreadable = { $name } does not look like a text file. Save it as .txt (UTF-8) or paste the text into the chat.

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
    [too-many-redirects] { $name } leads from one address to the next, and never to a page. Please send the text itself.
    [endless] { $name } is too slow with this page, so I stopped waiting. Try again later, or send the text itself.
   *[broken] { $name } is damaged and cannot be opened. Save it anew, or paste the text into the chat.
}

## When something goes wrong

error-storage = Sorry, I cannot reach the archive right now. Please try again in a minute.
error-unexpected = Sorry, that did not work. The error has been recorded. Please try again a little later, or ask in another way.
# To admins, above up to five errors as the log has them.
admin-errors = ⚠️ Errors in the log: { $count }. The most frequent:

## The menu of commands

command-today = Today’s releases
command-week = This week’s releases
command-month = This month’s releases
command-date = Pick a day or a month
command-history = Your last questions
command-digest = The digest so far
command-settings = Language, hour, time zone, subscription
command-help = What I can do
command-stop = Stop the digest
command-new = Hand in a new release
description =
    I read the releases of press offices and tell you briefly of meetings and conferences: what, when, where, who took part, and with what result.

    Ask in plain words, or get a digest every day at an hour that suits you.
short-description = Press releases: meetings and conferences at a glance. Answers to questions and a daily digest.
