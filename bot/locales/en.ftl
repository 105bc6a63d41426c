### What the bot says in English. Plain text: no HTML here, it is escaped when it is shown.
### Every message has its twin in fr.ftl; a test keeps them in step.

## The answer card

button-next = Next { $number }/{ $total }
button-more = More context
button-less = Less context
button-why = Why this?
button-why-less = Hide reasons
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
why-unlikely = Confidence: { NUMBER($percent) }%. It probably doesn’t answer the question; it is only the next best.
why-forgotten = I no longer remember the question behind this answer, so I can’t say why I quoted this. Ask it again, and I will.

vote-counted = { $vote } Thank you, your vote counts. You can still change it.
vote-changed = { $vote } Your vote has been changed.
vote-same = { $vote } That’s your vote already.

## When the articles don’t answer

no-match = Nothing in the articles speaks of this.
not-sure = The articles don’t say.
did-you-mean = Did you mean { $words }?
searched-outlets = In this group I only search: { $outlets }.
closest-titles = Perhaps close, though not an answer:
talk-greeting = Hello! What would you like to find in the articles?
talk-thanks = At your service! If you have another question, I’m here.
talk-goodbye = See you soon!
talk-other = I’m here if you have a question about the articles.
talk-complaint = I’m sorry that I was no help. Put it in other words, or name somebody or something, and I’ll look again.
talk-about-answer = The line under a quote tells where it stands; the buttons, if there are any, show what surrounds it, other quotes, and why I chose it.
talk-invitation = I’m listening! Write me your question in your own words.
talk-about-me = I’m a robot: I answer questions with the exact words of articles, say where they stand, and make nothing up. Ask me one in your own words. /articles shows what there is, /help what I can do.
talk-about-articles = /articles shows all the articles. Ask me whatever you’d like to know from them.
talk-beyond = I can’t do that: all I do is quote the articles, word for word. Ask me a question about them, or read them yourself: /articles shows them all.
no-question = What would you like to know? Write me your question in a few words of your own.
no-question-in-group = What would you like to know? Write your question after /ask, or reply to me with it.
no-articles = I don’t have any articles to quote from yet.
only-text = I can only read text. Write me your question.
to-be-added = To add this document to the articles, reply to it with /add.
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
hint-one-of-several = I answered one of your questions: “{ $written }”. Ask me the others one at a time.

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
    /lang – the language I speak with you
    /privacy – what I remember about you
    /forgetme – make me forget you

help-admin =
    For you alone:
    /add and the address of a web page – add it; or send a document with /add as its caption
    /remove – take out what was added
    /sources – where the articles come from
    /stats – how much is asked, and how well I answer
    /gaps – what the articles don’t answer
    /backup – a copy of everything
    /reindex – read all articles again

privacy =
    I only read what is meant for me: private messages; in groups /ask, mentions of my name and replies to me; in any chat, what is typed after my name to find quotes.

    Your question is erased once it is answered. { $questions }
    To understand “and when was that?”, I keep your latest questions in mind for a day at most, and for five minutes what you typed last to find quotes. None of that is stored.

    What I do store:
    · the language you chose with /lang;
    · your 👍 and 👎, each with the answer and its passage, without the question. Reacting to an answer with one of them counts too, in private and in groups that I administer;
    · for three days, which of my messages answers which of yours, by their numbers alone: if you edit your question, I change my answer;
    · of a group, that I’m in it and what its administrators chose with /settings.

    /forgetme erases your language, your votes and your questions at once. The numbers go by themselves.

    { $counts }
privacy-questions-not-kept = It is not written down anywhere else.
privacy-questions-kept = Only the words of one that I find no answer to are kept; more on that below.
privacy-counts = I count how many questions are asked, how many I can answer and how fast, and which article I quote; not who asks, nor in which words.
privacy-counts-and-gaps = I count how many questions are asked, how many I can answer and how fast, and which article I quote; not who asks. Where I find no answer, I keep the words of the question for three months, so that whoever runs me sees what the articles lack. Nothing tells that they are yours, so /forgetme can’t find them.

forgotten = Done: I’ve forgotten your language, your votes and your questions.

lang-current = I speak English with you. Which language do you prefer?
lang-set = From now on I’ll speak English with you.
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
reindex-upgrading = Preparing the index for my new version
reindex-fetching = Fetching the web pages
reindex-reading = Reading the articles
reindex-indexing = Updating the index
reindex-progress = { $stage }: { $done } of { $total } ({ NUMBER($percent) }%)
reindex-rate = { $rate } a second, { $left } left
reindex-reading-over = All articles have been read.
reindex-running = I’m already at work on the articles; I began { $elapsed } ago. Try again when that is done.
reindex-busy = Another program is updating the same index right now. Try again when it is done.
reindex-failed =
    The articles could not be read again. I go on answering from what I had.
    { $reason }
reindex-stopped = I’m being stopped, so I broke off my work on the articles. I go on answering from what I had; send your command again later.
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

moment = { $day }, { $time } UTC

## For admins: adding and removing

add-how = What shall I add? Write the address of a web page after /add, or send me a document with /add as its caption. I read web pages and these kinds of files: { $formats }
add-format = I can’t read this kind of file. These I can: { $formats }
add-too-large = Telegram lets me fetch files of up to 20 MB only. Put this one into the articles folder instead, then send /reindex.
add-not-fetched = I couldn’t get this file from Telegram. Please send it again.
add-page-started = I’m reading this page…
add-document-started = I’m reading this document…
add-refused = I haven’t added this. { $reason }
added-new = Added: { $what }, { $paragraphs ->
    [one] one paragraph
   *[other] { $paragraphs } paragraphs
}. You can ask about it right away.
added-again = Read again, in place of what was there: { $what }, { $paragraphs ->
    [one] one paragraph
   *[other] { $paragraphs } paragraphs
}.
added-articles = { $articles ->
    [one] one article
   *[other] { $articles } articles
} from { $name }

sources-title = Where the articles come from
sources-folder = The articles folder: { $articles ->
    [one] one article
   *[other] { $articles } articles
} from { $files ->
    [one] one file
   *[other] { $files } files
}
sources-folder-troubled = { $troubled ->
    [one] One of its files has a problem; /reindex names it.
   *[other] { $troubled } of its files have a problem; /reindex names them.
}
sources-last-run = Last read: { $when }
sources-added = Added with /add:
sources-none-added = Nothing has been added with /add yet.
source-page = { $number }. { $name } · { $articles ->
    [one] one article
   *[other] { $articles } articles
} · read { $when }
source-document = { $number }. { $name } · { $articles ->
    [one] one article
   *[other] { $articles } articles
} · added { $when }
source-problem = ⚠ { $why }

remove-which = Which one shall I take out?
remove-nothing = Nothing has been added that I could take out. To take out a file of the articles folder, delete it there and send /reindex.
remove-unknown = There’s no such number. /sources shows what was added, with its numbers.
remove-sure = Take out { $source }? { $articles ->
    [0] No article comes from it.
    [one] I’ll no longer quote its article.
   *[other] I’ll no longer quote its { $articles } articles.
}
remove-started = I’m taking out { $source }…
remove-done = Taken out: { $source }
remove-gone = This has been taken out already.
button-remove = Take it out
button-keep = Keep it

## For admins: figures and copies

stats-title = The last { $days } days
stats-no-questions = Nobody has asked anything yet.
stats-questions = { $questions ->
    [one] One question
   *[other] { $questions } questions
}, { $refused ->
    [0] all of them answered
    [one] one of them without an answer ({ NUMBER($percent) }%)
   *[other] { $refused } of them without an answer ({ NUMBER($percent) }%)
}
stats-speed = Half of the answers were found within { $half } ms, 95% within { $most } ms
stats-votes = 👍 { $helpful } · 👎 { $unhelpful }
stats-articles = Quoted most often:
stats-article = · { $title } – { $times ->
    [one] once
   *[other] { $times } times
}
stats-no-chart = There’s no picture: the drawing program isn’t installed on my machine. “make charts” installs it.
chart-title = Questions a day
chart-answered = answered
chart-refused = without an answer
gaps-off = I keep no questions. To see what the articles don’t answer, set VERBATIM_KEEP_QUESTIONS to yes and start me again; /privacy then says so to everyone.
gaps-none = No question has gone without an answer lately.
gaps-title = Questions without an answer, those asked most often first:
gap = · { $words } – { $times ->
    [one] once, on { $last }
   *[other] { $times } times, last on { $last }
}
backup-started = I’m making a copy of everything I keep…
backup-running = I’m already making a copy. I’ll send it when it is done.
backup-caption = Here is a copy of everything I keep: articles, languages, votes, counts. Keep it where nobody else can read it. “verbatim restore” and this file bring it back.
backup-on-disk = The copy is ready. It is { $size } MB large, and I couldn’t send it; you’ll find it on my machine: { $path }
backup-failed = I couldn’t make a copy. { $reason }

## The menus beside the message field

menu-ask = Ask the articles a question
menu-articles = All the articles
menu-verify = Check whether a quote is exact
menu-lang = The language I speak with you
menu-privacy = What I remember about you
menu-forgetme = Make me forget you
menu-settings = How I answer in this group
menu-help = What I can do
menu-add = Add a web page or a document
menu-remove = Take out what was added
menu-sources = Where the articles come from
menu-stats = Figures: questions and answers
menu-gaps = What the articles don’t answer
menu-backup = A copy of everything
menu-reindex = Read all articles again
