"""Make a question set of a set's articles and of its questions as asked in the other language.

    python -m retrieval.training.translated QUESTIONS.jsonl SET -o FOLDER

A line of QUESTIONS is a question of a set (`id`, `lang`, `kind`, `question`) that names in `of` the
question of SET that it translates; gold paragraphs, answers and whatever else it doesn't say are
that question's. `verbatim eval FOLDER` measures what is written.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.errors import InputError
from retrieval.question_sets import find_file, read_questions, read_records

Record = dict[str, Any]


def read_originals(path: Path) -> dict[str, Record]:
    """Return the questions of a set, as they are written, by `id`.

    :raises InputError: a line is not a question; the message names file and line.
    """
    read_questions(path)
    return {str(record["id"]): record for _, record in read_records(path)}


def read_translated(path: Path, originals: Mapping[str, Record]) -> Iterator[Record]:
    """Yield the translated questions, in order, each with what answers the one it translates.

    :raises InputError: a line is not a question, or no original has the `id` that it gives in `of`;
        the message names file and line.
    """
    read_questions(path)
    for where, record in read_records(path):
        if "of" not in record:
            message = f"{where} translates no question: give the `id` of the original in `of`."
            raise InputError(message)
        original = originals.get(str(record["of"]))
        if original is None:
            message = (
                f"{where}: the set has no question {record['of']!r}. Mend `of`, or name the set."
            )
            raise InputError(message)
        yield original | record


def write_set(questions: Path, original: Path, folder: Path) -> int:
    """Write the set of translated questions; return how many they are.

    Nothing is written where a line is bad.

    :raises InputError: a line is bad, `original` is not a set, or `folder` is the same place.
    """
    if folder.resolve() == original.resolve():
        message = f"{folder} is the set that is translated: give another folder to write."
        raise InputError(message)
    articles = find_file(original, "articles")
    originals = read_originals(find_file(original, "questions"))
    records = list(read_translated(questions, originals))
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(articles, folder / articles.name)
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "questions.jsonl").write_text("".join(lines), encoding="utf-8")
    return len(records)


def main() -> None:
    """Write the set of translated questions."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("questions", metavar="QUESTIONS", type=Path)
    parser.add_argument("set", metavar="SET", type=Path)
    parser.add_argument("-o", "--output", metavar="FOLDER", type=Path, required=True)
    options = parser.parse_args()
    count = write_set(options.questions, options.set, options.output)
    sys.stdout.write(f"{count} questions in {options.output}\n")


if __name__ == "__main__":
    main()
