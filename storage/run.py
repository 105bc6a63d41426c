"""One run over the folder: what it finds, file by file, and what it writes in the end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress

from sqlite_utils import Database

from retrieval.model import RawArticle
from retrieval.preparation import ANALYSIS_VERSION
from storage.articles import count_rows, fingerprint, move_articles, stored_articles
from storage.database import file_of, transaction
from storage.draft import Draft, draft_file, version_of
from storage.errors import DatabaseBusy, DiskFull, IndexBusy
from storage.folding import fold
from storage.parcels import Prepare, Put
from storage.preparations import LARGE, Preparations, Prepared, workers_for
from storage.problems import Problems
from storage.publishing import publish
from storage.reasons import Reason
from storage.sources.flaws import Flaw
from storage.sources.folder import Listing, unreadable
from storage.sources.model import Problem, SourceFile
from storage.sources.reading import read_source
from storage.summary import Progress, Report, Summary
from storage.survey import SourceRecord, Surveyed, read_records, survey, write_records


class IndexRun:
    """Reads a folder's articles, then writes what became of them. Used once.

    Files are read in the order of their names, and an article's key belongs to the first file that
    has it.
    """

    def __init__(self, database: Database, prepare: Prepare, progress: Report) -> None:
        self._database = database
        self._prepare = prepare
        self._progress = progress
        self._version = version_of(database)
        self._known = read_records(database)
        self._stored = stored_articles(database)
        self._keys_of: dict[str, list[str]] = defaultdict(list)
        for key, article in self._stored.items():
            self._keys_of[article.source].append(key)
        self._owners: dict[str, str] = {}  # key -> the file that it was found in
        self._moved: list[tuple[str, str]] = []
        self._records: list[SourceRecord] = []
        self._problems = Problems()
        self._new = self._changed = self._unchanged = self._done = self._total = 0

    def read(self, listing: Listing) -> None:
        """Read and analyse what changed; nothing of the index is touched."""
        for name, reason in listing.unreadable:
            self._problems.note(name, Problem(reason))
        surveyed = list(self._survey(listing.files))
        self._total = sum(each.expected for each in surveyed)
        size = sum(each.file.size for each in surveyed if each.record is None)
        self._draft = self._begin_draft(size)
        with closing(Preparations(self._prepare, workers_for(size))) as self._preparations:
            read = [each for each in surveyed if self._read_file(each)]
            self._settle()
        self._keep_or_drop_missing()
        self._records = [self._record(each) for each in read]

    def write(self) -> None:
        """Write all of it in one transaction; nothing, when nothing changed."""
        changes = self._draft.articles + self._draft.dropped
        known = sorted(self._known.values(), key=lambda record: record.name)
        if changes or self._moved or self._records != known:
            with transaction(self._database):
                for share in publish(self._draft) if changes else ():
                    self._progress(Progress("indexing", round(share * changes), changes))
                move_articles(self._database, self._moved)
                write_records(self._database, self._records)
        self._draft.discard()
        with suppress(DatabaseBusy, DiskFull):  # the update is there; folding can wait
            fold(self._database)

    def summary(self, seconds: float) -> Summary:
        """Return what the run did."""
        articles, paragraphs = count_rows(self._database)
        return Summary(
            new=self._new,
            changed=self._changed,
            removed=self._draft.dropped,
            unchanged=self._unchanged,
            failed=tuple(self._problems.failures()),
            articles=articles,
            paragraphs=paragraphs,
            seconds=seconds,
        )

    def _begin_draft(self, size: int) -> Draft:
        """Begin a draft for `size` bytes of articles; a long run's in a file, to be resumed."""
        db = file_of(self._database)
        file = draft_file(db)
        draft = Draft(self._database, file if size >= LARGE or file.exists() else None)
        if draft.base_version != self._version:
            raise IndexBusy(db)
        return draft

    def _survey(self, files: Iterable[SourceFile]) -> Iterator[Surveyed]:
        for file in files:
            try:
                articles = len(self._keys_of[file.name])
                yield survey(file, self._known, ANALYSIS_VERSION, articles)
            except OSError as error:
                self._problems.note(file.name, Problem(unreadable(error)))

    def _read_file(self, surveyed: Surveyed) -> bool:
        """Read a file unless it is as it was; return whether it could be."""
        if self._leave_alone(surveyed):
            return True
        source = surveyed.file.name
        try:
            for found in read_source(surveyed.file):
                if isinstance(found, Problem):
                    self._problems.note(source, found)
                else:
                    self._take(found, source)
                self._report(1 if isinstance(found, RawArticle) or found.loses else 0)
        except OSError as error:
            self._problems.note(source, Problem(unreadable(error)))
            return False
        return True

    def _leave_alone(self, surveyed: Surveyed) -> bool:
        """Count an unchanged file's articles as unchanged; False when it has to be read."""
        record, keys = surveyed.record, self._keys_of[surveyed.file.name]
        if record is None or not record.settled or any(key in self._owners for key in keys):
            return False
        for reason in record.failures:
            self._problems.note(record.name, Problem(reason, loses=False))
        self._owners.update(dict.fromkeys(keys, record.name))
        self._unchanged += len(keys)
        self._report(len(keys))
        return True

    def _take(self, raw: RawArticle, source: str) -> None:
        """Put an article into the draft unless it is as it was."""
        if raw.key in self._owners:
            self._settle()  # the first one may yet turn out to have no text
        if raw.key in self._owners:
            self._refuse_duplicate(raw.key, source)
            return
        self._owners[raw.key] = source
        stored = self._stored.get(raw.key)
        mark = fingerprint(raw, ANALYSIS_VERSION)
        if stored and stored.fingerprint == mark:
            self._unchanged += 1
            if stored.source != source:
                self._moved.append((raw.key, source))
        elif self._draft.claim(raw.key, source, mark):
            self._count(raw.key)
        else:
            self._store(self._preparations.put(Put(raw, source, mark)))

    def _settle(self) -> None:
        self._store(self._preparations.finish())

    def _store(self, ready: Iterable[Prepared]) -> None:
        """Put prepared articles into the draft, those without text aside."""
        for puts, parcel in ready:
            for put, packed in zip(puts, parcel.articles, strict=True):
                if packed.keys:
                    self._count(put.raw.key)
                else:
                    key = put.raw.key
                    reason = Reason(Flaw.NO_TEXT_IN, {"article": key})
                    self._problems.note(put.source, Problem(reason))
                    del self._owners[key]
            self._draft.put_parcel(parcel, [(put.source, put.fingerprint) for put in puts])

    def _count(self, key: str) -> None:
        """Count an article that goes into the draft."""
        self._changed += key in self._stored
        self._new += key not in self._stored

    def _refuse_duplicate(self, key: str, source: str) -> None:
        owner = self._owners[key]
        if owner == source:
            reason = Reason(Flaw.TWICE_HERE, {"id": key})
        else:
            reason = Reason(Flaw.TWICE, {"id": key, "file": owner})
        self._problems.note(source, Problem(reason, loses=False))
        self._problems.unsettled.add(source)  # the other one may go

    def _keep_or_drop_missing(self) -> None:
        """Drop articles that are gone, but keep those whose file could not be read in full."""
        dropped = []
        for key, article in self._stored.items():
            if key in self._owners:
                continue
            if hider := self._problems.hider_of(article.source):
                self._problems.kept.add(hider)
                self._unchanged += 1
            else:
                dropped.append(key)
        self._draft.drop(dropped)

    def _record(self, surveyed: Surveyed) -> SourceRecord:
        file = surveyed.file
        return SourceRecord(
            name=file.name,
            size=file.size,
            mtime_ns=surveyed.trusted_mtime_ns,
            digest=surveyed.digest,
            analysis=ANALYSIS_VERSION,
            settled=self._problems.is_settled(file.name),
            failures=tuple(self._problems.reasons(file.name)),
        )

    def _report(self, done: int) -> None:
        self._done += done
        self._total = max(self._total, self._done)
        self._progress(Progress("reading", self._done, self._total))
