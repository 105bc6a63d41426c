"""A run that is killed leaves the old index whole, wherever it was."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.collection import SqliteCollection
from storage.indexing import bring_up_to_date
from storage.verifying import verify

# Kills itself when the write comes to a statement that begins like this.
RUN = """
import os, signal, sys
from pathlib import Path
import storage.indexing, storage.run
from storage.database import transaction

db, folder, beginning = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def transaction_to_the_death(database):
    def watch(statement):
        if statement.startswith(beginning):
            os.kill(os.getpid(), signal.SIGKILL)
    database.conn.set_trace_callback(watch)
    return transaction(database)

storage.run.transaction = transaction_to_the_death
storage.indexing.bring_up_to_date(db, folder)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
@pytest.mark.parametrize(
    "beginning", ["BEGIN", "DELETE FROM main.paragraphs", "INSERT INTO segments", "COMMIT"]
)
def test_killed_run_leaves_the_old_index_and_the_next_one_completes_it(
    db: Path, folder: Path, beginning: str
) -> None:
    for i in range(20):
        (folder / f"{i}.txt").write_text(f"Ferry number {i} left at nine.\n\nIt was late.")
    bring_up_to_date(db, folder)
    for i in range(20):
        (folder / f"{i}.txt").write_text(f"Train number {i} left at ten.\n\nIt was late.")
    killed = subprocess.run(
        [sys.executable, "-c", RUN, str(db), str(folder), beginning],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()

    with closing(SqliteCollection(db)) as collection:
        with collection.snapshot() as snapshot:
            assert snapshot.statistics().paragraphs == 40
            for i in range(20):
                first, _ = snapshot.article_paragraphs(f"{i}.txt")
                assert first.text == f"Ferry number {i} left at nine."
        assert verify(db) == []
        assert bring_up_to_date(db, folder).changed == 20
        with collection.snapshot() as snapshot:
            assert snapshot.article_paragraphs("7.txt")[0].text == "Train number 7 left at ten."
    assert verify(db) == []
