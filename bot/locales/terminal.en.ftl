### What the terminal says in English, besides the bot's own messages in en.ftl.
### Every message has its twin in terminal.fr.ftl; a test keeps them in step.

## Answers

terminal-closest = What comes closest, though it is no answer:

## verbatim chat

terminal-welcome = { $articles ->
    [0] Verbatim answers in the articles’ own words, but there are no articles yet: put some into { $folder } and run verbatim index.
    [one] Verbatim answers in the articles’ own words, with their source. There is one article to ask about.
   *[other] Verbatim answers in the articles’ own words, with their source. There are { $articles } articles to ask about.
}
terminal-example = What does “{ $title }” say?
terminal-examples = Ask, for instance:
terminal-leave = /help says what else there is, /quit ends it.
terminal-help =
    Write a question, in French or in English. A short one right after it is read together with it.
    “exact words”, -word, source:name, lang:fr, after:2017-10 or before:2018 in a question narrow it.
    /articles  all the articles
    /verify    and a quote: are these an article’s very words?
    /help      this help
    /quit      the end; so is Ctrl-D
terminal-unknown-command = I don’t know { $command }. There are /articles, /verify, /help and /quit.

## verbatim verify

terminal-legend = { $left_out }: only in the article. { $added }: only in the quote.

## verbatim articles

terminal-paragraphs = { $paragraphs ->
    [0] no paragraph
    [one] one paragraph
   *[other] { $paragraphs } paragraphs
}
