### Why something can’t be read, as the bot tells admins in English. A sentence for each code of
### storage’s reasons; the terminal has its own words. Its twin is reasons.fr.ftl.

reason-unknown = I don’t know why; the log may say more.
reason-line = Line { $line } – { $reason }
reason-kept = { $reason } I keep what I had read from it before.

## Pages

refusal-address = This isn’t the address of a web page. It has to begin with http:// or https:// and may hold neither a password nor an unusual port number.
refusal-private = This address leads to a machine that isn’t public; I only read pages that anyone can read.
refusal-unreachable = I can’t reach this site.
refusal-timeout = This site takes too long to answer.
refusal-status = This site answers that something is wrong (error { $detail }).
refusal-redirects = This address leads on and on, but never to a page.
refusal-kind = There’s no web page behind this address ({ $detail }).
refusal-too-large = This page is larger than { $detail } MB, which is too much for me.
refusal-encoding = I can’t make out the letters of this page.
refusal-no-text = I found no article on this page.

## The index as a whole

trouble-disk-full = The disk of my machine is full. Nothing was changed; make room and try again.
trouble-read-only = I’m not allowed to write to my own files. Make them and their folder writable.
trouble-busy = Another program is writing to my files right now. Try again in a moment.
trouble-damaged = My index is damaged. “verbatim check” tells what is wrong and how to mend it.
trouble-unreadable = I can’t read my index. “verbatim check” tells what is wrong and how to mend it.

## The articles folder

flaw-no-folder = The articles folder { $folder } isn’t there. Make it, and put articles in it ({ $formats }).
flaw-no-folder-but-a-file = { $folder } should be the articles folder, but it is a file.
flaw-folder-unreadable = I can’t open the articles folder { $folder } ({ $detail }).
flaw-no-articles = There are no articles in { $folder }. Put some there ({ $formats }).
flaw-no-articles-left = There are no articles in { $folder } any more. I thought this a mistake and kept what was indexed: { $articles ->
    [one] one article
   *[other] { $articles } articles
}. To begin anew without it, take the file { $db } away.

## Any file

flaw-as-told = { $words }
flaw-unreadable = I can’t open this ({ $detail }).
flaw-forbidden = I’m not allowed to open this.
flaw-name = There are characters in its name that can’t be shown. Rename it.
flaw-link-nowhere = This is a link that leads nowhere.
flaw-link-out = This is a link that leads out of the articles folder. Put the file itself there.
flaw-not-a-file = This isn’t an ordinary file.
flaw-gone = My copy of it is gone. Add it again, or take it out.
flaw-empty = There is nothing in this file.
flaw-grew = This file was still growing while I read it. Send /reindex when it is complete.
flaw-too-large = { $size } MB are too much for one article; I read up to { $most } MB. Split it.
flaw-large-document = I only read documents of up to { $most } MB.
flaw-broken-mark = This file claims to be { $encoding }, but it isn’t (from byte { $byte } on). Save it as UTF-8.
flaw-unclear-encoding = I can’t make out the letters of this file (the first odd one is byte { $byte }, { $value }). Save it as UTF-8.

## Articles and what is said of them

flaw-date = I don’t understand the date “{ $date }” and read the article without it. Write 2017-10-30, 2017-10 or 2017.
flaw-web-address = “{ $address }” isn’t a web address; I read the article without it.
flaw-no-text-in = I found no text in “{ $article }”.
flaw-nothing-to-quote = There is nothing in it that I could quote.
flaw-twice-here = The id “{ $id }” stands in this file twice; only the first one counts.
flaw-twice = The id “{ $id }” stands in “{ $file }” already; only that one counts.
flaw-more = and { $number ->
    [one] one more like these
   *[other] { $number } more like these
}

## The fields at the top of a text

flaw-only-front-matter = There is no text below the fields at the top.
flaw-unclosed = The fields at the top begin here, but never end: close them with { $fence }.
flaw-long-front-matter = The fields at the top are longer than { $most } characters.
flaw-deep-front-matter = The fields at the top are nested too deeply.
flaw-front-matter = I can’t read the fields at the top. Put a value with a colon or a quotation mark in it into quotation marks.
flaw-no-fields = The fields at the top have to be written one a line, each with its name and a colon.

## Files with an article on each line

flaw-no-lines = There is nothing in this file. Put an article on each line.
flaw-long-line = This line is longer than { $most } MB. Split the article.
flaw-line-encoding = I can’t make out the letters of this line (byte { $byte }). Save the file as UTF-8.
flaw-not-json = This isn’t JSON (from character { $column } on).
flaw-unreadable-json = This isn’t JSON that I can read.
flaw-no-object = There is JSON here, but no article: it has to stand in curly brackets.
flaw-no-id = This article has no “id”. Give each one its own.
flaw-long-id = The “id” of this article is longer than { $most } characters.
flaw-no-text-field = This article has no “text”.
flaw-inflates = What is compressed in this file is far too much. I read no further.
flaw-broken-gzip = What is compressed in this file breaks off here.

## Web pages in files

flaw-large-page = I only read pages of up to { $most } MB.
flaw-no-text = I found no article on this page.
flaw-breaks-parser = I can’t make sense of this page.
flaw-too-slow = It takes me more than { $seconds } seconds to read this page, so I gave up.
flaw-too-much-memory = It takes too much memory to read this page, so I gave up.
