"""From a question to an answer in the articles' own words, or to saying that they don't say.

question -> query -> paragraphs that match (BM25) -> their sentences, ranked -> quote or refuse
"""

from dataclasses import replace

from retrieval.concepts import Concepts
from retrieval.confidence import BALANCED, ENOUGH, Confidence, load_confidence
from retrieval.extracts import choose_extracts
from retrieval.model import Answer, NoAnswer, Query, Ranked, Reason
from retrieval.naming import closest_titles
from retrieval.narrowing import Hint, HintKind
from retrieval.parting import questions_of
from retrieval.query import LONGEST_QUESTION
from retrieval.quoting import (
    QUOTES_A_PAGE,
    RANKED_FIRST,
    QuotePage,
    page_beyond,
    page_of_best,
)
from retrieval.ranking import load_ranker
from retrieval.reading import Collection, Snapshot
from retrieval.scoring import (
    Scores,
    best_paragraphs,
    find_confidence,
    score,
    score_sentences,
    what_is_quoted,
)
from retrieval.searching import Candidates, Searcher
from retrieval.small_talk import is_small_talk

MOST_RANKED = 10  # paragraphs that are ranked for whoever measures
MOST_BACK = 3  # questions before that are answered again, so that one can go on from them

_UNANSWERED = (Reason.NO_MATCH, Reason.NOT_SURE)


class Answerer:
    """Answers questions from one collection. Threads may share it."""

    def __init__(
        self,
        collection: Collection,
        caution: str = BALANCED,
        concepts: Concepts | None = None,
    ) -> None:
        """Answer from `collection`; `caution`, one of ENOUGH, says when rather not to.

        `concepts` say which words mean the same; those that ship where none are given.
        """
        self._collection = collection
        self._enough = ENOUGH[caution]
        self._searcher = Searcher(concepts)

    def answer(
        self, question: str, context: str = "", outlets: tuple[str, ...] = ()
    ) -> Answer | NoAnswer:
        """Return one to three exact quotes, or why there are none. Any text is a fine question.

        `context` is the question before, for a question that leans on it; where that leant on an
        earlier one, a line each, the last one first. Only articles of
        `outlets`, by their whole names, are searched where any are given.
        """
        with self._collection.snapshot() as snapshot:
            reply = self._reply(snapshot, self._find(snapshot, question, context, outlets))
            if not isinstance(reply, NoAnswer) or reply.reason not in _UNANSWERED:
                return reply
            if reply.query.narrowing.written:
                return reply  # operators may stand anywhere and hold for all of the message
            return self._answer_part(snapshot, question, context, outlets) or reply

    def _answer_part(
        self, snapshot: Snapshot, message: str, context: str, outlets: tuple[str, ...]
    ) -> Answer | None:
        """Answer the first question of a message that can be answered apart.

        Where the message has several, a hint says which it is.
        """
        parts = questions_of(message[:LONGEST_QUESTION])
        for question, before in parts:
            earlier = before or context
            reply = self._reply(snapshot, self._find(snapshot, question, earlier, outlets))
            if isinstance(reply, Answer):
                one = [Hint(HintKind.ONE_OF_SEVERAL, question)] if len(parts) > 1 else []
                hints = (*reply.query.hints, *one)
                return replace(reply, query=replace(reply.query, hints=hints))
        return None

    def rank(self, question: str, context: str = "", k: int = MOST_RANKED) -> Ranked:
        """Return the answer to one question with the `k` best paragraphs, a prefix of `k + 1`."""
        with self._collection.snapshot() as snapshot:
            found = self._find(snapshot, question, context)
            if isinstance(found, NoAnswer):
                return Ranked(self._reply(snapshot, found))
            scores = score(found, load_ranker())
            best = best_paragraphs(found.pool, scores.preferred, k)
            return Ranked(self._reply(snapshot, found, scores), best)

    def quotes(self, words: str, start: int = 0) -> QuotePage:
        """Return a page of the quotes that hold most of what is asked, best first.

        The first page has `start` 0 and begins with the extracts of `answer`; see `quoting`.
        """
        with self._collection.snapshot() as snapshot:
            found = self._find(snapshot, words, "")
            reply = self._reply(snapshot, found)
            if isinstance(found, NoAnswer):
                return QuotePage(snapshot.version, reply)
            best = self._searcher.search_whole(snapshot, found)
            if start == 0 and best is None:
                best = self._searcher.search_beyond(snapshot, found.query, 0, RANKED_FIRST)
            if best:
                scores = score_sentences(best, load_ranker())
                return page_of_best(snapshot.version, reply, best, scores, start)
            beyond = self._searcher.search_beyond(snapshot, found.query, start, QUOTES_A_PAGE)
            if beyond is None:
                return QuotePage(snapshot.version, reply)
            scores = score_sentences(beyond, load_ranker())
            return page_beyond(snapshot.version, reply, beyond, scores, start)

    def _find(
        self,
        snapshot: Snapshot,
        question: str,
        context: str,
        outlets: tuple[str, ...] = (),
        back: int = MOST_BACK,
    ) -> Candidates | NoAnswer:
        """Return the sentences that could answer, or why there are none.

        Of a question that leans on another one that one's answer is found first, and so on, `back`
        questions at most.
        """
        found = self._find_apart(snapshot, question, context, outlets)
        if isinstance(found, NoAnswer) or not found.query.leans or not back:
            return found
        last, _, earlier = context.partition("\n")
        before = self._find(snapshot, last, earlier, outlets, back - 1)
        return (
            found if isinstance(before, NoAnswer) else replace(found, before=what_is_quoted(before))
        )

    def _find_apart(
        self, snapshot: Snapshot, question: str, context: str, outlets: tuple[str, ...]
    ) -> Candidates | NoAnswer:
        """Return what `_find` does, whatever was quoted before."""
        query = self._searcher.read(snapshot, question, context)
        if outlets:
            query = replace(query, narrowing=replace(query.narrowing, outlets=outlets))
        reason = reason_not_to_search(snapshot, query)
        if reason:
            return NoAnswer(query, reason)
        return self._searcher.search(snapshot, query) or NoAnswer(query, Reason.NO_MATCH)

    def _reply(
        self, snapshot: Snapshot, found: Candidates | NoAnswer, scores: Scores | None = None
    ) -> Answer | NoAnswer:
        """Quote what was found, or refuse, with spellings that the articles do hold."""
        if isinstance(found, NoAnswer):
            reply: Answer | NoAnswer = found
        else:
            scores = scores or score(found, load_ranker())
            reply = quote(found, scores, load_confidence(), self._enough)
        if isinstance(reply, NoAnswer) and reply.reason in _UNANSWERED:
            return replace(reply, spellings=self._searcher.suggest(snapshot, reply.query))
        return reply


def reason_not_to_search(snapshot: Snapshot, query: Query) -> Reason | None:
    """Return why a query can't be answered at all, None when it is worth a search."""
    if query.clauses and query.narrowing.phrases:
        return None if snapshot.statistics().paragraphs else Reason.NO_ARTICLES
    if is_small_talk(query.text):
        return Reason.SMALL_TALK
    if not snapshot.statistics().paragraphs:
        return Reason.NO_ARTICLES
    says_something = any(
        len(term) > 1 or term.isdigit() for clause in query.clauses for term, _ in clause.terms[:1]
    )
    return None if says_something else Reason.NO_QUESTION


def quote(
    candidates: Candidates, scores: Scores, model: Confidence, enough: float = ENOUGH[BALANCED]
) -> Answer | NoAnswer:
    """Quote the sentences that rank best; refuse where the first is too unlikely to answer.

    Exact words with no question beside them ask for nothing but the passages that hold them.
    """
    query, pool = candidates.query, candidates.pool
    confidence = find_confidence(candidates, scores, model)
    if query.narrowing.phrases and query.narrowing.bare:
        confidence = max(confidence, enough)
    extracts = choose_extracts(query, pool, scores.preferred, confidence)
    if confidence >= enough:
        return Answer(query, extracts, confidence)
    return NoAnswer(query, Reason.NOT_SURE, extracts, confidence, closest_titles(candidates))
