"""The rows of a run as claims: equal triples together, with those who assert them and those who deny them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from pipeline.claims.agreement import same_circumstances, same_measure, same_phrase, same_value
from pipeline.claims.claim import Claim, Speaker
from pipeline.claims.names import Names
from pipeline.claims.words import share, stems
from pipeline.io.rows import Row

# Attitudes that are taken to what somebody says, not to what is to be done.
_TO_CLAIMS = ("confirms", "denies", "doubts")
_TOLD_OF = 0.5  # of the words of a denied topic that the claim tells, where it does not name the claim's own deed

Slot = tuple[str, ...]  # what an argument is, as far as it must be the same


@dataclass(frozen=True, slots=True)
class Stand:
    """A position to a topic whose claim is to be found: who takes it, and its row."""

    speaker: Speaker
    holder: Slot
    row: Row


class Grouping:
    """Groups triples as they come, one document after another; what it holds grows with the claims, not with texts.

    `outlets`: document -> name of its outlet; `symmetric`: relations of which either argument may come first.
    """

    def __init__(self, names: Names, outlets: Mapping[str, str], symmetric: Collection[str] = ()) -> None:
        self._names, self._outlets, self._symmetric = names, outlets, symmetric
        self._buckets: dict[tuple[Slot, ...], list[Claim]] = defaultdict(list)
        self._stands: list[Stand] = []

    def add(self, rows: Iterable[Row]) -> None:
        """Takes in rows of `triples.jsonl`, those of a document behind each other."""
        for _, of_document in groupby(rows, key=lambda row: row["document"]):
            self._document(list(of_document))

    def claims(self) -> list[Claim]:
        """All claims, each with the positions taken to it from anywhere and with what speaks against its value."""
        found = [claim for bucket in self._buckets.values() for claim in bucket]
        self._place_stands(found)
        for bucket in self._by_figure(found).values():
            for one, other in combinations(bucket, 2):
                if _contradict(one, other):
                    one.against.append(other)
                    other.against.append(one)
        return found

    # ---------------------------------------------------------------------------------------- one document

    def _document(self, rows: Sequence[Row]) -> None:
        stances = [row for row in rows if row["family"] == "stance"]
        told: dict[str, Claim] = {}
        for row in rows:
            if row["family"] != "stance":
                told[row["id"]] = self._tell(row, [s for s in stances if s.get("target") == row["id"]])
        for stance in stances:
            if stance["factuality"] != "fact":
                continue
            speaker = self._speaker(stance["subject"], stance)
            claim = told.get(stance.get("target", ""))
            if claim is not None:
                claim.side(stance["relation"], speaker, stance)
            elif stance["relation"] in _TO_CLAIMS and stance["object"]["type"] == "TOPIC":
                self._stands.append(Stand(speaker, self._slot(stance["subject"]), stance))

    def _tell(self, row: Row, stances: Sequence[Row]) -> Claim:
        """Puts a triple to its claim; who tells it only by denying it does not assert it."""
        claim = self._claim(row)
        claim.tell(row)
        if not any(_within(row["cue"], stance["evidence"]) for stance in stances) or row["source"]:
            side = "denies" if row["factuality"] == "negated" else "asserts"
            via = tuple(self._speaker(relay, row).name for relay in row.get("via", ()))
            claim.side(side, self._speaker(row["source"], row), row, via)
        return claim

    def _claim(self, row: Row) -> Claim:
        bucket = self._buckets[self._sides(row)]
        for claim in bucket:
            known = _is_telling(row) or row["document"] in claim.documents
            if known and _same_words(claim.first, row) and same_circumstances(claim.first, row):
                return claim
        bucket.append(Claim(row))
        return bucket[-1]

    def _sides(self, row: Row) -> tuple[Slot, ...]:
        slots = (self._slot(row["subject"]), self._slot(row["object"]))
        ordered = sorted(slots) if row["relation"] in self._symmetric else slots
        return ((row["relation"],), *ordered)

    def _slot(self, argument: Row) -> Slot:
        if "entity" in argument:
            return ("entity", *self._names.key(argument["type"], argument["name"]))
        return ("value", argument["unit"]) if "value" in argument else ("topic",)

    def _speaker(self, source: Row | None, row: Row) -> Speaker:
        if source is None:
            return Speaker(self._outlets.get(row["document"]) or row["document"], "OUTLET")
        if "entity" in source:
            return Speaker(self._names.shown(source["type"], source["name"]), source["type"])
        return Speaker(source["text"], "TOPIC")

    # ---------------------------------------------------------------------------------------- the whole run

    def _place_stands(self, claims: Iterable[Claim]) -> None:
        """Positions to topics, put to the claim about the holder, or about a thing that the topic names, that tells
        most of the topic."""
        about: dict[Slot, list[Claim]] = defaultdict(list)
        for claim in claims:
            for slot in dict.fromkeys((self._slot(claim.first["subject"]), self._slot(claim.first["object"]))):
                about[slot].append(claim)
        for stand in self._stands:
            known = about[stand.holder] if stand.holder[0] == "entity" else []
            fits = [(_told(claim.first, stand.row), at) for at, claim in enumerate(known)]
            fits = [(told, at) for told, at in fits if told and same_circumstances(known[at].first, stand.row)]
            if fits:
                _, at = max(fits, key=lambda fit: (fit[0], -fit[1]))
                known[at].side(stand.row["relation"], stand.speaker, stand.row)

    def _by_figure(self, claims: Iterable[Claim]) -> dict[tuple[str, Slot, str], list[Claim]]:
        found: dict[tuple[str, Slot, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            row = claim.first
            if row["family"] == "attribute":
                found[row["relation"], self._slot(row["subject"]), row["object"]["unit"]].append(claim)
        return found


def _within(part: Row, whole: Row) -> bool:
    return bool(whole["start"] <= part["start"] and part["end"] <= whole["end"])


def _same_words(one: Row, other: Row) -> bool:
    """Whether what the slots leave open is the same: the words of topics, the numbers of values."""
    for side in ("subject", "object"):
        if "value" in one[side] and not same_value(one[side], other[side]):
            return False
        if one[side]["type"] == "TOPIC" and not same_phrase(one[side], other[side]):
            return False
    return True


def _is_telling(row: Row) -> bool:
    """Whether the subject tells by itself what it is: "the attack" is another one in another document."""
    return row["subject"]["type"] != "TOPIC" or len(stems(row["subject"]["text"])) > 1


def _told(claim: Row, stance: Row) -> float:
    """How much of a denied topic a claim tells; 0 where it tells of something else."""
    topic, deed = stems(stance["object"]["text"]), stems(f"{claim['cue']['text']} {claim['relation']}")
    told = share(topic, deed | stems(claim["object"]["text"]))
    return told if topic & deed or told > _TOLD_OF else 0.0


def _contradict(one: Claim, other: Claim) -> bool:
    """Whether two claims tell different values of the same thing, and not only one after the other by the same one."""
    a, b = one.first, other.first
    if same_value(a["object"], b["object"]) or not same_measure(a, b) or not _facts(one, other):
        return False
    if a["subject"]["type"] == "TOPIC" and not (same_phrase(a["subject"], b["subject"]) and _meet(one, other)):
        return False
    ours, theirs = set(one.speakers("asserts")), set(other.speakers("asserts"))
    return not ours <= theirs and not theirs <= ours


def _meet(one: Claim, other: Claim) -> bool:
    return not one.documents.keys().isdisjoint(other.documents)


def _facts(*claims: Claim) -> bool:
    return all(claim.factuality["fact"] for claim in claims)
