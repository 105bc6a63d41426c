### What the bot says in English. Plain text: no HTML here, it is escaped when it is shown.
### Every message has its twin in fr.ftl; a test keeps them in step.

## The answer card

button-next = Next { $number }/{ $total }
button-more = More context
button-less = Less context
button-why = Why this?
button-why-less = Hide why
also-in = Also in
showing-results = Showing results for { $words }
quoted-word = “{ $word }”

why-title = Why this quote?
why-words = These words match the question, the rarest first:
why-no-words = It shares no word with the question; its meaning comes closest.
why-word = { $word } – in { $held } of { $total ->
    [one] one paragraph
   *[other] { $total } paragraphs
}
why-very-likely = Confidence: { NUMBER($percent) }%. It very likely answers the question.
why-likely = Confidence: { NUMBER($percent) }%. It probably answers the question.
why-unsure = Confidence: { NUMBER($percent) }%. It may answer the question, but I’m not sure.
why-unlikely = Confidence: { NUMBER($percent) }%. It hardly answers the question; it is only what comes next.
why-forgotten = I no longer remember the question behind this answer, so I can’t say why I quoted this. Ask it again, and I will.

vote-counted = { $vote } Thank you, your vote counts. You can still change it.
vote-changed = { $vote } Your vote has been changed.
vote-same = { $vote } That is your vote already.

## When the articles don’t answer

no-match = Nothing in the articles speaks of this.
not-sure = The articles don’t say.
did-you-mean = Did you mean { $words }?
searched-outlets = In this group I only search: { $outlets }.
closest-titles = Perhaps close, though not an answer:
small-talk = At your service! What would you like to find in the articles?
no-question = What would you like to know? Write me your question in a few words of your own.
no-question-in-group = What would you like to know? Write your question after /ask, or reply to me with it.
no-articles = I don’t have any articles to quote from yet.
only-text = I can only read text. Write me your question.
passage-gone = This passage has been changed or removed since, so I can’t show it any more.
passage-gone-from = This passage of { $title } has been changed or removed since, so I can’t show it any more.
article-gone = This article isn’t there any more. /articles shows all there are.
button-article = The article as it is now
passage-skipped = A passage has been changed or removed since; here is the next one.

## In any chat: the bot’s name and some words

inline-empty = Type some words to find, or ask me in private
inline-nothing = Nothing to quote. Ask me in private
inline-too-many = That’s a lot at once! Give me a minute
inline-taken-up = You were looking for: { $words }
help-inline = In any other chat, write @{ $name } and some words, then choose the quote to send.

## Operators that narrow a question

no-match-bare = Nothing in the articles matches { $operators }.
no-match-narrowed = Nothing that matches { $operators } speaks of this.
not-sure-narrowed = What matches { $operators } doesn’t say.
hint-date = I didn’t understand { $written }. Write a date such as after:2017-10.
hint-language = I didn’t understand { $written }. Write lang:fr or lang:en.
hint-source = I didn’t understand { $written }. Write a name right after the colon, such as source:“The Times”.
hint-unclosed = I found no closing quotation mark after { $written }, so I looked for these words as for any others.
hint-negated = I ignored { $written }. Only single words can be left out, such as -word.
hint-too-many = I ignored { $written }: there were too many like it.
hint-no-words = What would you like to know there? Write your question beside { $written }.

## Dates

date-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[other] Dec
} { $year }
date-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[other] Dec
} { $year }

## Getting to know each other

bot-description =
    I answer questions with exact quotes from a collection of articles, and tell you where they stand. When the articles don’t say, I’ll tell you that too.

    Just ask, in your own words.
bot-short-description = Answers your questions with exact quotes from articles, and their source.

welcome =
    Hello! Ask me a question, and I’ll answer in the articles’ own words and tell you where they stand. When the articles don’t say, I’ll tell you that too.

    { $articles ->
        [0] There are no articles yet.
        [one] There is one article to ask about.
       *[other] There are { $articles } articles to ask about.
    } /articles shows what there is, /help what I can do.

help =
    Ask me anything about the articles, in your own words. I answer with exact quotes and their source; I never make anything up.

    To ask further, reply to my answer, or simply go on with a short question.
    In a group, write /ask and your question, mention @{ $name }, or reply to one of my messages. I stay silent otherwise.
    To narrow a question, add “exact words”, -word, source:name, lang:fr, after:2017-10 (that month included) or before:2018 (up to 2017).

help-commands =
    /articles – all the articles
    /article 2 – read the second one
    /verify and a quote – are these an article’s very words? Or reply to a message with /verify.
    /lang – the language I speak to you
    /privacy – what I remember about you
    /forgetme – make me forget you

help-admin =
    /reindex – read the articles folder again

privacy =
    I read what is written to me: private messages, in groups /ask, mentions of my name and replies to me, and in any chat what is typed after my name to find quotes. Nothing else.

    Your question is kept until it is answered, then it is erased. It is not written down anywhere else.
    To understand “and when was that?”, I keep the questions behind my latest answers in mind, for a day at most, and what you typed last to find quotes for five minutes. Nothing of that is stored.
    The language you choose with /lang is stored until you change it. So is your 👍 or 👎: with the answer and the passage it is about, without the question. In a private chat, and in groups that I administer, your reaction to an answer with 👍 or 👎 counts like the button.
    If you edit your question, I change my answer: for three days I remember which of my messages answers which of yours, by their numbers alone.
    Of a group I remember that I’m in it and what its administrators chose with /settings.

    /forgetme erases your language, your votes and your questions at once. The numbers go by themselves.

forgotten = Done: I’ve forgotten your language, your votes and your questions.

lang-current = I speak English to you. Which language do you prefer?
lang-set = From now on I’ll speak English to you.
lang-automatic-set = From now on I’ll speak the language of your Telegram app, if I know it.
lang-choices = These are the languages I speak:
language-name = English
button-automatic = As in my Telegram app

unknown-command = I don’t know this command. /help says what I can do.

## The articles

articles-title = { $total ->
    [one] One article
   *[other] { $total } articles
}
articles-page = page { $page } of { $pages }
articles-hint = To read one, tap its title or write /article and its number.
article-unknown = { $total ->
    [0] There are no articles yet.
    [one] There is only one article. Write /article 1 to read it.
   *[other] Write /article and a number from 1 to { $total }. /articles shows them all.
}
button-previous = ‹ Previous
button-following = Next ›

## Quotes to verify

verify-verbatim = Verbatim: these very words stand in the articles.
verify-altered = Altered: this isn’t quite what the articles say.
verify-absent = Absent: these words don’t stand in the articles.
verify-legend = Struck through: only in the article. Underlined: only in the quote.
verify-original = Word for word:
verify-nearest = What comes nearest:
verify-no-words = Which words shall I look for? Write them after /verify, or reply to the message that has them with /verify.
verify-too-long = That’s too long for me to check in one go. Send me up to { $most } characters.
verify-too-common = I haven’t found this, but these words are so common that I couldn’t look everywhere. Send me a longer quote.

## Groups and crowds

hello-group = Hello! { $articles ->
    [0] I answer questions with the exact words of articles, and tell you where they stand. There are no articles yet.
    [one] I answer questions with the exact words of an article, and tell you where they stand.
   *[other] I answer questions with the exact words of { $articles } articles, and tell you where they stand.
} To ask me something, mention @{ $name } in your question, write /ask before it, or reply to one of my messages; I stay silent otherwise. /settings is for this group’s administrators.
rules-title = How I answer in this group
rules-language = Language: { $language }
rules-language-readers = that of whoever asks
rules-length = Answers: { $length }
rules-length-usual = the quote, with buttons to its context and to why I chose it
rules-length-brief = the quote alone
rules-length-full = the quote, always with what stands around it
rules-outlets = Sources: { $outlets }
rules-outlets-all = all of them
rules-choose-outlets = Which sources may I quote in this group?
rules-in-groups = /settings is for groups: there, administrators choose my language, how long my answers are and which sources I quote. Here, /lang sets my language.
rules-for-administrators = Only this group’s administrators can change how I answer here.
button-language-readers = Reader’s own
button-length-usual = Usual
button-length-brief = Short
button-length-full = With context
button-outlets = Sources…
button-all-outlets = All sources
button-back = ‹ Back
button-done = Done
chat-not-allowed = I haven’t been allowed in this group, so I’ll stay silent here. The person who runs me can change that; this group’s number is { $chat }.
too-many = That’s a lot of questions at once! Give me a minute, then ask again.
too-many-in-group = That’s a lot of questions for one group! Give me a minute, then ask again.
apology = Sorry, something went wrong on my side. Please ask again in a moment.

## For admins

command-too-old = This command reached me more than ten minutes late, so I didn’t follow it. Send it again if you still want it.
reindex-started = I’m reading the articles again…
reindex-reading = Reading the articles
reindex-indexing = Updating the index
reindex-progress = { $stage }: { $done } of { $total } ({ NUMBER($percent) }%)
reindex-rate = { $rate } a second, { $left } left
reindex-reading-over = All articles have been read.
reindex-running = I’m already reading the articles again; it began { $elapsed } ago. I’ll tell you when it is done.
reindex-busy = Another program is updating the same index right now. Try again when it is done.
reindex-failed =
    The articles could not be read again. I go on answering from what I had.
    { $reason }
reindex-stopped = I’m being stopped, so I broke off reading the articles. I go on answering from what I had; send /reindex again later.
reindex-no-reason = I don’t know why; the log may say more.
reindex-done = Done in { $elapsed }.
reindex-counts = New { $new } · changed { $changed } · removed { $removed } · unchanged { $unchanged }
reindex-collection = { $articles ->
    [one] One article
   *[other] { $articles } articles
}, { $paragraphs ->
    [one] one paragraph
   *[other] { $paragraphs } paragraphs
}.
reindex-failures = { $failed ->
    [one] One could not be read:
   *[other] { $failed } could not be read:
}
reindex-failure = · { $source }: { $reason }
reindex-more-failures = { $more ->
    [one] and one more
   *[other] and { $more } more
}
duration = { $hours ->
    [0] { $minutes ->
        [0] { $seconds } s
       *[other] { $minutes } min { $seconds } s
    }
   *[other] { $hours } h { $minutes } min
}

## The menus beside the message field

menu-ask = Ask the articles a question
menu-articles = All the articles
menu-verify = Check whether a quote is exact
menu-lang = The language I speak to you
menu-privacy = What I remember about you
menu-forgetme = Make me forget you
menu-settings = How I answer in this group
menu-help = What I can do
menu-reindex = Read the articles folder again
