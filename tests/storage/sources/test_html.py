"""From a web page to its article: the text, what the page says of itself, and nothing else."""

import pytest

from retrieval.errors import InputError
from retrieval.model import RawArticle
from storage.sources.apart import PageReader
from storage.sources.html import NO_TEXT, decode_page
from storage.sources.model import Problem, SourceFile
from storage.sources.reading import read_source

PAGE = """<!doctype html><html lang="fr-FR"><head><title>Le phare rallumé | L’Écho</title>
<meta property="og:title" content="Le phare rallumé"><meta name="author" content="Jo Exemple">
<meta property="og:site_name" content="L’Écho des îles">
<meta property="article:published_time" content="2019-03-12T10:00:00Z">
<link rel="canonical" href="https://echo.example/phare"></head><body>
<nav><a href="/">Accueil</a><a href="/sport">Sport</a></nav>
<article><h1>Le phare rallumé</h1>
<p>La commune a <b>vendu</b> son <a href="/p">phare</a> pour un euro &lt;b&gt;symbolique&lt;/b&gt;.
Le conseil a approuvé la vente.</p>
<h2>Une lampe</h2>
<p>Construit en 1863, le phare guidait les pêcheurs.<br>Sa lampe s’est éteinte en 1991.</p>
<ul><li>214 marches à monter</li><li>entrée gratuite</li></ul>
<script>document.write("<p>Cliquez ici</p>")</script></article>
<footer>Partager sur Facebook</footer></body></html>"""
TEXT = """\
La commune a vendu son phare pour un euro <b>symbolique</b>. Le conseil a approuvé la vente.

## Une lampe

Construit en 1863, le phare guidait les pêcheurs. Sa lampe s’est éteinte en 1991.

- 214 marches à monter
- entrée gratuite"""


@pytest.fixture(scope="module")
def reader():
    """A child that reads pages, for half a second each."""
    reader = PageReader(seconds=0.5)
    yield reader
    reader.close()


def test_page_in_the_folder_is_an_article_with_what_it_says_of_itself(write):
    assert list(read_source(write("phare.html", PAGE))) == [
        RawArticle(
            key="phare.html",
            text=TEXT,
            title="Le phare rallumé",
            lang="fr",
            outlet="L’Écho des îles",
            author="Jo Exemple",
            published="2019-03-12",
            url="https://echo.example/phare",
        )
    ]


def test_fetched_page_is_named_by_its_address_whatever_it_calls_itself(write):
    file = write("x.html", PAGE)
    address = "https://elsewhere.example/a?b=c"
    (article,) = read_source(SourceFile(file.path, address, file.size, 0))
    assert (article.key, article.url) == (address, address)


def test_page_without_an_article_is_a_problem(write):
    file = write("menu.htm", "<html><body><nav><a href='/'>Home</a></nav></body></html>")
    assert list(read_source(file)) == [Problem(NO_TEXT)]


def test_page_that_is_too_large_is_a_problem(write):
    (problem,) = read_source(write("large.html", "<p>" + "x" * 2_000_000))
    assert problem.reason == "more than 2 MB are too much for a page."


def test_page_that_takes_too_long_is_left_and_the_next_one_read(reader):
    reader.read("<html></html>")  # the first page of a child has the time to start it, too
    with pytest.raises(InputError, match="takes longer"):
        reader.read("<p>" * 660_000)
    assert reader.read(PAGE).text == TEXT


def test_page_that_takes_too_much_memory_is_left():
    greedy = PageReader(seconds=20.0, memory=130_000_000)
    with pytest.raises(InputError, match=r"memory|parser"):
        greedy.read("<div><p>words</p></div>" * 80_000)
    greedy.close()


@pytest.mark.parametrize(
    "page",
    ["", "\x00", "words alone", "<", "<html", "<div>" * 3_000, "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;"],
)
def test_page_that_is_hardly_one_gives_no_article(reader, page):
    assert reader.read(page) is None


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("é".encode(), None, "é"),
        ("é".encode("cp1252"), "iso-8859-1", "é"),
        ("“é”".encode("cp1252"), "latin1", "“é”"),
        (b'<meta charset="windows-1252">\xe9', None, '<meta charset="windows-1252">é'),
        (b"<meta charset=nonsense>\xc3\xa9", "also-nonsense", "<meta charset=nonsense>é"),
        ("é".encode("utf-8-sig"), "latin1", "é"),
        ("é".encode("utf-16"), None, "é"),
    ],
)
def test_page_is_decoded_by_its_mark_its_server_or_its_own_word(data, charset, text):
    assert decode_page(data, charset) == text
