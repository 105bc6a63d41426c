"""Teach the bilingual encoder what the teacher makes of English, and that French means the same.

    python -m retrieval.training.encoder CACHE.npz PAIRS.tsv.gz ANSWERS.tsv.gz

Distillation with sentence pairs (Reimers and Gurevych, "Making Monolingual Sentence Embeddings
Multilingual", 2020): an English text and its French translation shall both lie where the teacher
puts the English. CACHE is what `teacher` wrote. The phrases of data/concepts are pairs too. Needs
torch, and a quarter of an hour on two cores.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom

from retrieval.analysis import analyse
from retrieval.data_files import DATA
from retrieval.grams import grams_of
from retrieval.training.concepts import read_groups
from retrieval.training.teacher import read_tsv

SIZE = 96  # dimensions
BUCKETS = 12_000
MOST_TERMS = 28_000
LEAST_SEEN = 2
EPOCHS = 5
BATCH = 512
LEARNING_RATE = 3e-3
FORGET_ROW = 0.25  # how often a term's own row is hidden, so that its n-grams learn to do
FORGET_TERM = 0.1
LONGEST_TERM = 24  # bytes, of one with a row
TEMPERATURE = 0.05


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text as terms, and the number of the teacher's text that it shall lie beside."""

    terms: tuple[str, ...]
    target: int


Lessons = tuple[list[Lesson], list[Lesson], list[tuple[Lesson, Lesson]]]


def collect_lessons(texts: Sequence[str], pairs: Path, answers: Path) -> Lessons:
    """Return lessons of sentences, of words and phrases, and of questions with their answers."""
    number = {text: i for i, text in enumerate(texts)}

    def lesson(text: str, lang: str, target: str) -> Lesson:
        return Lesson(tuple(analyse(text, lang)), number[target])

    sentences, small = [], []
    for english, french in read_tsv(pairs):
        if english in number:
            sentences += [lesson(english, "en", english), lesson(french, "fr", english)]
    for french_side, english_side in read_groups(DATA / "concepts"):
        for english in number.keys() & set(english_side):
            small.append(lesson(english, "en", english))
            small += [lesson(french, "fr", english) for french in french_side]
    small += [lesson(text, "en", text) for text in texts if " " not in text]
    asked = [(lesson(q, "en", q), lesson(s, "en", s)) for q, s in read_tsv(answers)]
    known = [item for item in sentences if item.terms], [item for item in small if item.terms]
    return *known, [(q, s) for q, s in asked if q.terms and s.terms]


class Student(torch.nn.Module):  # type: ignore[misc]  # torch is not there
    """The table that is learned: a row a term, a row a bucket of n-grams, a weight a term."""

    def __init__(
        self, terms: list[str], known: int, counts: Sequence[int], start: np.ndarray
    ) -> None:
        super().__init__()
        grams = [list(grams_of(term, BUCKETS)) for term in terms]
        self.known = known
        self.grams = np.concatenate([np.array(g, np.int64) for g in grams])
        self.gram_bounds = np.cumsum([0, *map(len, grams)])
        share = np.array(counts, np.float64) / sum(counts)
        self.rows = torch.nn.Parameter(torch.tensor(start, dtype=torch.float32))
        self.buckets = torch.nn.Parameter(torch.randn(BUCKETS, SIZE) * 0.05)
        smooth = np.log(1e-3 / (1e-3 + share))
        self.log_weights = torch.nn.Parameter(torch.tensor(smooth, dtype=torch.float32))
        self.unknown = torch.nn.Parameter(torch.tensor(0.0))

    def vectors(self, numbers: np.ndarray) -> torch.Tensor:
        """Return the vectors of terms by number; terms past `known` have no row of their own."""
        bounds = self.gram_bounds
        sizes = bounds[numbers + 1] - bounds[numbers]
        offsets = np.cumsum(sizes) - sizes
        flat = np.arange(sizes.sum()) - np.repeat(offsets - bounds[numbers], sizes)
        gram_mean = F.embedding_bag(
            torch.from_numpy(self.grams[flat]), self.buckets, torch.from_numpy(offsets), mode="mean"
        )
        has_row = torch.from_numpy(numbers < self.known)
        shown = has_row & (torch.rand(len(numbers)) > FORGET_ROW) if self.training else has_row
        rows = self.rows[torch.from_numpy(np.minimum(numbers, self.known - 1))]
        own = self.log_weights[torch.from_numpy(np.minimum(numbers, self.known - 1))]
        weights = torch.where(has_row, own, self.unknown).exp()
        return (rows * shown[:, None] + gram_mean) * weights[:, None]

    def forward(self, texts: Sequence[np.ndarray]) -> torch.Tensor:
        """Return the unit vectors of texts, each an array of term numbers."""
        sizes = [len(text) for text in texts]
        flat = np.concatenate(texts)
        distinct, places = np.unique(flat, return_inverse=True)
        vectors = self.vectors(distinct)[torch.from_numpy(places)]
        if self.training:
            vectors = vectors * (torch.rand(len(flat)) > FORGET_TERM)[:, None]
        text_of = torch.from_numpy(np.repeat(np.arange(len(texts)), sizes))
        sums = torch.zeros(len(texts), SIZE).index_add_(0, text_of, vectors)
        return F.normalize(sums, dim=1, eps=1e-6)


def shrink_targets(vectors: np.ndarray) -> np.ndarray:
    """Return the teacher's vectors along their main directions, (texts, SIZE), unit length."""
    _, directions = np.linalg.eigh(vectors.T @ vectors / len(vectors))
    turned = vectors @ directions[:, ::-1][:, :SIZE]
    shrunk: np.ndarray = turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9)
    return shrunk


def keep_neighbours(student: torch.Tensor, teacher: torch.Tensor) -> torch.Tensor:
    """Return how far the batch's neighbourhoods differ from the teacher's (a soft contrast)."""
    wanted = F.softmax(teacher @ teacher.T / TEMPERATURE, 1)
    got = F.log_softmax(student @ teacher.T / TEMPERATURE, 1)
    return F.kl_div(got, wanted, reduction="batchmean")


def match_answers(questions: torch.Tensor, answers: torch.Tensor) -> torch.Tensor:
    """Return the loss of finding each question's answer among the batch's, and the reverse."""
    likeness = questions @ answers.T / TEMPERATURE
    own = torch.arange(len(likeness))
    return F.cross_entropy(likeness, own) + F.cross_entropy(likeness.T, own)


def number_terms(lessons: Sequence[Lesson]) -> tuple[list[str], list[int], int]:
    """Return all terms, those with rows of their own first, their counts, and their number."""
    counts = Counter(term for lesson in lessons for term in lesson.terms)
    ranked = counts.most_common()
    known = sum(1 for _, count in ranked[:MOST_TERMS] if count >= LEAST_SEEN)
    return [term for term, _ in ranked], [count for _, count in ranked], known


def starting_rows(
    terms: Sequence[str], known: int, words: Sequence[Lesson], targets: np.ndarray
) -> np.ndarray:
    """Return first rows: what the teacher makes of a word with that term, else next to nothing."""
    rng = np.random.default_rng(0)
    rows = rng.normal(0, 0.02, (known, SIZE)).astype(np.float32)
    place = {term: i for i, term in enumerate(terms[:known])}
    for word in words:
        if len(word.terms) == 1 and word.terms[0] in place:
            rows[place[word.terms[0]]] = targets[word.target]
    return rows


def train(
    student: Student, number: dict[str, int], lessons: Lessons, targets: torch.Tensor
) -> None:
    """Run the epochs; prints the mean loss of each."""
    sentences, small, asked = lessons

    def as_numbers(item: Lesson) -> np.ndarray:
        return np.array([number[term] for term in item.terms])

    texts = [as_numbers(item) for item in sentences], [as_numbers(item) for item in small]
    goals = [torch.tensor([item.target for item in part]) for part in (sentences, small)]
    pairs = [(as_numbers(q), as_numbers(s)) for q, s in asked]
    pair_goals = [torch.tensor([p[k].target for p in asked]) for k in (0, 1)]
    optimiser = torch.optim.Adam(student.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.98))
    rng = np.random.default_rng(0)
    steps = len(sentences) // BATCH
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.02, EPOCHS * steps)
    student.train()
    for epoch in range(EPOCHS):
        total = 0.0
        order = rng.permutation(len(sentences))
        for step in range(steps):
            chosen = order[step * BATCH : (step + 1) * BATCH]
            drills = rng.integers(0, len(small), BATCH)
            quiz = rng.choice(len(pairs), BATCH // 4, replace=False)
            batch = [texts[0][i] for i in chosen] + [texts[1][i] for i in drills]
            batch += [pairs[i][0] for i in quiz] + [pairs[i][1] for i in quiz]
            vectors = student(batch)
            wanted = torch.cat(
                [
                    targets[goals[0][chosen]],
                    targets[goals[1][drills]],
                    targets[pair_goals[0][quiz]],
                    targets[pair_goals[1][quiz]],
                ]
            )
            distance = 1 - (vectors * wanted).sum(1)
            cuts = np.cumsum([BATCH, BATCH, len(quiz)])
            loss = distance[: cuts[0]].mean() + 0.5 * distance[cuts[0] : cuts[1]].mean()
            loss = loss + 0.5 * distance[cuts[1] :].mean()
            loss = loss + 0.15 * keep_neighbours(vectors[: cuts[0]], wanted[: cuts[0]])
            loss = loss + 0.1 * match_answers(vectors[cuts[1] : cuts[2]], vectors[cuts[2] :])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        sys.stdout.write(f"epoch {epoch + 1}: loss {total / steps:.4f}\n")
        sys.stdout.flush()


def quantise(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return rows as int8 and the scale of each, float16."""
    scales = np.maximum(np.abs(rows).max(axis=1) / 127, 1e-8)
    return np.round(rows / scales[:, None]).astype(np.int8), scales.astype(np.float16)


def save(student: Student, terms: Sequence[str], folder: Path) -> None:
    """Write what `retrieval.encoder` reads: a file an array, so that each can be mapped."""
    student.eval()
    with torch.no_grad():
        rows, row_scales = quantise(student.vectors(np.arange(student.known)).numpy())
        grams, gram_scales = quantise(student.buckets.numpy())
    names = [term.encode() for term in terms[: student.known]]
    order = sorted(
        (row for row, name in enumerate(names) if len(name) <= LONGEST_TERM), key=names.__getitem__
    )
    arrays: dict[str, npt.ArrayLike] = {
        "terms": np.array([names[row] for row in order]),
        "rows": rows[order],
        "row_scales": row_scales[order],
        "grams": grams,
        "gram_scales": gram_scales,
        "unknown_weight": np.float32(student.unknown.exp().item()),
    }
    folder.mkdir(exist_ok=True)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)


def main() -> None:
    """Train the encoder and write it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("cache", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=DATA / "encoder")
    options = parser.parse_args()
    torch.manual_seed(0)
    with np.load(options.cache) as cache:
        texts = str(cache["texts"]).split("\n")
        targets = shrink_targets(cache["vectors"].astype(np.float32))
    lessons = collect_lessons(texts, options.pairs, options.answers)
    sentences, small, asked = lessons
    every = [*sentences, *small, *(item for pair in asked for item in pair)]
    terms, counts, known = number_terms(every)
    start = starting_rows(terms, known, small, targets)
    student = Student(terms, known, counts[:known], start)
    sys.stdout.write(f"{len(terms)} terms, {known} with rows; {len(sentences)} sentences\n")
    train(student, {t: i for i, t in enumerate(terms)}, lessons, torch.from_numpy(targets))
    save(student, terms, options.output)


if __name__ == "__main__":
    main()
