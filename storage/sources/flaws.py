"""What can be wrong with the articles folder, a file in it, or a line of that."""

from storage.reasons import Kind


class Flaw(Kind):
    """What is wrong, and what to do about it. The values are stored: they are never changed."""

    AS_TOLD = "as-told", "{words}"  # by somebody else, such as the system or an older Verbatim

    # The folder
    NO_FOLDER = (
        "no-folder",
        (
            "There is no folder {folder}: make it and put articles in it ({formats}), "
            "or name another one with --articles."
        ),
    )
    NO_FOLDER_BUT_A_FILE = (
        "no-folder-but-a-file",
        "{folder} is not a folder: name the folder that holds the articles.",
    )
    FOLDER_UNREADABLE = "folder-unreadable", "The folder {folder} can't be read: {detail}."
    NO_ARTICLES = (
        "no-articles",
        (
            "There are no articles in {folder}: put some there ({formats}), "
            "or name another folder with --articles."
        ),
    )
    NO_ARTICLES_LEFT = (
        "no-articles-left",
        (
            "There are no articles in {folder}: put some there ({formats}), or name another "
            "folder with --articles. Nothing was changed: the {articles} articles indexed before "
            "are still there. To begin anew without them, take {db} away."
        ),
    )

    # Any file
    UNREADABLE = "unreadable", "can't be read: {detail}."
    FORBIDDEN = "forbidden", "can't be read: {detail}."
    NAME = "name", "its name holds characters that can't be shown: rename it."
    LINK_NOWHERE = "link-nowhere", "a link that leads nowhere."
    LINK_OUT = "link-out", "a link that leads out of the folder: put the file itself here."
    NOT_A_FILE = "not-a-file", "not a regular file."
    GONE = "gone", "its file is gone: add it again, or remove it."
    EMPTY = "empty", "the file is empty: put text in it, or take it away."
    GREW = "grew", "it grew while it was read: index again when it is complete."
    TOO_LARGE = (
        "too-large",
        (
            "{size} MB are too much for one article (at most {most} MB): split it, or make it a "
            ".jsonl with an article a line."
        ),
    )
    LARGE_DOCUMENT = "large-document", "more than {most} MB are too much for a document."
    BROKEN_MARK = (
        "broken-mark",
        "its byte order mark says {encoding}, but byte {byte} breaks it: save it as UTF-8.",
    )
    UNCLEAR_ENCODING = (
        "unclear-encoding",
        (
            "not UTF-8 (byte 0x{value} at offset {byte}), and no other encoding is clear: save it "
            "as UTF-8."
        ),
    )

    # Fields and articles
    DATE = "date", "the date “{date}” isn't like 2017-10-30, 2017-10 or 2017: read without it."
    WEB_ADDRESS = "web-address", "“{address}” isn't a web address: read without it."
    NO_TEXT_IN = "no-text-in", "no text was found in “{article}”."
    NOTHING_TO_QUOTE = "nothing-to-quote", "nothing in it can be quoted."
    TWICE_HERE = (
        "twice-here",
        "the id “{id}” was given in this file before: only the first one counts.",
    )
    TWICE = "twice", "the id “{id}” was given in “{file}” before: only the first one counts."
    MORE = "more", "and {number} more like these."

    # Front matter
    ONLY_FRONT_MATTER = "only-front-matter", "there is no text below the front matter."
    UNCLOSED = "unclosed", "the front matter that begins here is never closed with {fence}."
    LONG_FRONT_MATTER = "long-front-matter", "the front matter is longer than {most} characters."
    DEEP_FRONT_MATTER = "deep-front-matter", "the front matter is nested too deeply."
    FRONT_MATTER = (
        "front-matter",
        (
            "the front matter doesn't parse ({detail}). "
            "A value with a colon or a quote in it has to stand in quotes."
        ),
    )
    NO_FIELDS = "no-fields", "the front matter isn't a list of `field: value` lines."

    # JSON lines
    NO_LINES = "no-lines", "the file is empty: put an article on each line, or take it away."
    LONG_LINE = "long-line", "longer than {most} MB: split the article."
    LINE_ENCODING = "line-encoding", "not UTF-8 (byte {byte} of the line)."
    NOT_JSON = "not-json", "not JSON ({detail}, column {column})."
    UNREADABLE_JSON = "unreadable-json", "not JSON that can be read."
    NO_OBJECT = "no-object", "not a JSON object."
    NO_ID = "no-id", "no “id”: give each article one."
    LONG_ID = "long-id", "its “id” is longer than {most} characters."
    NO_TEXT_FIELD = "no-text-field", "no “text”."
    INFLATES = "inflates", "it inflates beyond measure; not read on."
    BROKEN_GZIP = "broken-gzip", "the gzipped data end or break here."

    # Pages
    LARGE_PAGE = "large-page", "more than {most} MB are too much for a page."
    NO_TEXT = "no-text", "no article's text was found on the page."
    BREAKS_PARSER = "breaks-parser", "it can't be read: its HTML breaks the parser."
    TOO_SLOW = "too-slow", "it can't be read: that takes longer than {seconds} seconds."
    TOO_MUCH_MEMORY = "too-much-memory", "it can't be read: that takes too much memory."
