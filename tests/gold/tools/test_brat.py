"""brat: the grammar of its files, spans over line breaks, what annotators change, what is broken."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from pipeline.document import Document, Value
from pipeline.errors import GoldError
from pipeline.gold.tools import brat
from pipeline.gold.tools.brat import BREAKS, fragments
from tests.gold.documents import ONTOLOGY, gold_documents
from tests.gold.tools.sample import RAW, SAMPLE, triple

# https://brat.nlplab.org/standoff.html, written down apart from the code.
GRAMMAR = {
    "T": r"T\d+\t[\w-]+ \d+ \d+(;\d+ \d+)*\t[^\t\r\n]+",
    "E": r"E\d+\t[\w-]+:T\d+( [\w-]+:[TE]\d+)*",
    "A": r"A\d+\t[A-Z]\w+ [TE]\d+ [\w-]+",
    "N": r"N\d+\tReference T\d+ Entity:[^\s:]+\t[^\t\r\n]*",
    "#": r"#\d+\tAnnotatorNotes [TE]\d+\t[^\t\r\n]+",
}


def files() -> dict[str, bytes]:
    return brat.write([SAMPLE], ONTOLOGY)


def ann() -> str:
    return files()["sample.ann"].decode()


def read(ann: str, txt: str = RAW) -> Document:
    return brat.read({"sample.txt": txt.encode(), "sample.ann": ann.encode()}, ONTOLOGY)[0]


def span_id(label: str, text: str) -> str:
    """The id of the last span with this label and text."""
    return re.findall(rf"(?m)^(T\d+)\t{label} .*\t{text}$", ann())[-1]


def line(of: str, ann: str) -> str:
    """The one line that holds a text."""
    (found,) = [x for x in ann.split("\n") if of in x]
    return found


@settings(max_examples=60)
@given(document=gold_documents())
def test_every_line_keeps_to_the_grammar(document: Document) -> None:
    written = brat.write([document], ONTOLOGY)
    (text,) = [content.decode() for file, content in written.items() if file.endswith(".ann")]
    lines = text.splitlines()  # as brat's Python reads them: at every Unicode line end
    ids = [x.split("\t")[0] for x in lines]
    assert len(set(ids)) == len(ids)
    for x in lines:
        assert re.fullmatch(GRAMMAR[x[0]], x), x
        if x[0] == "T":
            places, quoted = x.split("\t")[1].split(" ", 1)[1], x.split("\t", 2)[2]
            parts = [document.raw[int(s) : int(e)] for s, e in (p.split() for p in places.split(";"))]
            assert quoted == " ".join(parts)
            assert not set(BREAKS) & set(quoted)
        for end in re.findall(r"(?<=[ :])[TE]\d+\b", x.split("\t")[1]):
            assert end in ids, x


def test_a_span_over_a_line_break_is_written_in_fragments() -> None:
    start = RAW.index("Norvik denied\r\nthe ban")
    assert fragments(RAW, start, start + 22) == [(start, start + 13), (start + 15, start + 22)]
    assert f"Evidence {start} {start + 13};{start + 15} {start + 22}\tNorvik denied the ban\n" in ann()


def test_the_number_of_an_event_is_the_id_of_its_triple() -> None:
    assert re.search(r"^E0\tdenies:T\d+ Subject:T\d+ Object:T\d+ Evidence:T\d+ Target:E2$", ann(), re.MULTILINE)
    assert re.search(r"^E3\tSays:T\d+ Source:T\d+ Content:E0$", ann(), re.MULTILINE)
    assert re.search(r"^A\d+\tFactuality E1 planned$", ann(), re.MULTILINE)
    assert re.search(r"^#\d+\tAnnotatorNotes T\d+\tvalue=25; unit=%$", ann(), re.MULTILINE)


def test_the_configuration_offers_every_label_and_role() -> None:
    conf = files()["annotation.conf"].decode()
    for relation in ONTOLOGY:
        roles = line(f"\t{relation.name}\t", conf)
        assert f"Subject:{'|'.join(sorted(relation.subject_types))}," in roles
        assert f"Object:{'|'.join(sorted(relation.object_types))}," in roles
        assert all(f"{qualifier}*:Qualifier" in roles for qualifier in relation.qualifiers)
        assert ("Target?:<EVENT>" in roles) == (relation.family == "stance")
    assert "Factuality\tArg:<EVENT>, Value:negated|possible|planned\n" in conf
    assert re.search(r"^Reason\tArg:Cut, Value:.*\bshare\b", conf, re.MULTILINE)
    assert [x for x in conf.split("\n") if x.startswith("[")] == [
        "[entities]",
        "[relations]",
        "[events]",
        "[attributes]",
    ]
    assert {"visual.conf", "tools.conf"} < files().keys()


# ------------------------------------------------------------------------------------ what annotators change


def test_another_factuality() -> None:
    changed = read(ann().replace("Factuality E1 planned", "Factuality E1 possible"))
    assert changed == replace(
        SAMPLE, triples=(replace(triple(SAMPLE, "1"), factuality="possible"), triple(SAMPLE, "2"))
    )


def test_a_moved_subject() -> None:
    event = line("E1\t", ann())
    moved = re.sub(r"Subject:T\d+", f"Subject:{span_id('ORG', 'Telvia')}", event)
    assert triple(read(ann().replace(event, moved)), "1").subject.entity == "e2"


def test_a_deleted_triple() -> None:
    """brat deletes the event, its trigger and attributes; what it pointed to stays."""
    event = line("E1\t", ann())
    trigger = event.split("\t")[1].split(" ")[0].split(":")[1]
    gone = (f"{trigger}\t", "E1\t")
    kept = [x for x in ann().split("\n") if not x.startswith(gone) and " E1 " not in x]
    assert read("\n".join(kept)) == replace(SAMPLE, triples=(triple(SAMPLE, "2"),))


def test_a_new_triple_gets_the_number_that_brat_gave_it() -> None:
    start = RAW.index("denies")
    subject = re.search(r"E2\t.*Subject:(T\d+)", ann())
    assert subject
    drawn = (
        f"{ann()}T90\trejects {start} {start + 6}\tdenies\nE7\trejects:T90 Subject:{subject[1]} Object:{subject[1]}\n"
    )
    new = triple(read(drawn), "7")
    assert (new.relation, new.by, new.score, new.evidence.text) == ("rejects", "gold", 1.0, "Norvik denies")


def test_an_edited_value_and_a_remark() -> None:
    edited = read(ann().replace("value=25; unit=%", "value=24.5; unit=%; looks wrong to me"))
    assert triple(edited, "1").object.value == Value(24.5, "%")


def test_a_mention_that_moves_to_another_entity() -> None:
    reference = line(f"Reference {span_id('ORG', 'It')} ", ann())
    moved = reference.replace("Entity:e1\tNorvik", "Entity:e2\tTelvia")
    assert triple(read(ann().replace(reference, moved)), "1").subject.name == "Telvia"


# ------------------------------------------------------------------------------------------- what is broken

BROKEN = {
    "line 1: .*no line": lambda text: "R1\tlikes Arg1:T1 Arg2:T2\n" + text,
    "line 2: .*text or offsets were changed": lambda text: re.sub(r"(?m)^(T2\t\S+ )\d+ \d+", r"\g<1>1 7", text),
    "has a gap with words in it": lambda text: text + "T90\tORG 0 6;14 17\tNorvik ban\n",
    "id T1 stands in sample.ann line 1 too": lambda text: text + "T1\tORG 0 6\tNorvik\n",
    "T99 is not there": lambda text: text + "E9\tbans:T99\n",
    "has no Object; draw": lambda text: re.sub(r"(?m)^(E2\t.*) Object:T\d+", r"\1", text),
    "has 2 arrows Subject": lambda text: re.sub(r"(?m)^(E2\t.*) (Subject:(T\d+))", r"\1 \2 Subject2:\3", text),
    "Subject: leads to Evidence": lambda text: re.sub(
        r"(?m)^(E2\t.*)Subject:T\d+(.*Evidence:(T\d+))", r"\1Subject:\3\2", text
    ),
    "unknown attribute": lambda text: text + "A90\tMood E1 bad\n",
    "factuality 'sure': unknown; take one of fact": lambda text: text.replace("E1 planned", "E1 sure"),
    "mention 'CITY': unknown": lambda text: text + "T90\tCITY 0 6\tNorvik\n",
    "triple 'likes': unknown": lambda text: text + "T90\tlikes 0 6\tNorvik\nE9\tlikes:T90 Subject:T2 Object:T2\n",
    "unknown field 'valu'": lambda text: text.replace("value=25", "valu=25"),
    "quotes closed": lambda text: text.replace("value=25", 'value="25'),
    "line 6: entity 'e1' is named 'Norvik', but 'Norwik' in sample.ann line 5": lambda text: text.replace(
        "Entity:e1\tNorvik", "Entity:e1\tNorwik", 1
    ),
    "Says: needs arrows": lambda text: re.sub(r"(?m)^(E3\t.*) Content:E0", r"\1", text),
    "has two of factuality": lambda text: text + "A90\tFactuality E1 negated\n",
    "score 2: write a number from 0 to 1": lambda text: text + "#90\tAnnotatorNotes E1\tscore=2\n",
    "Byline: the article has one already": lambda text: text + "T90\tByline 0 6\tNorvik\n",
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_file_is_an_error_that_says_where(message: str) -> None:
    with pytest.raises(GoldError, match=message) as error:
        read(BROKEN[message](ann()))
    assert "sample.ann" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_text_that_was_edited_is_an_error() -> None:
    with pytest.raises(GoldError, match=r"sample\.ann.*text.*changed"):
        read(ann(), RAW.replace("Telvia", "Televa"))
    with pytest.raises(GoldError, match="the article's text was changed; put the exported text back"):
        read(ann(), RAW + "More.\n")


def test_a_file_alone_is_an_error() -> None:
    with pytest.raises(GoldError, match=r"sample\.txt is missing"):
        brat.read({"sample.ann": ann().encode()}, ONTOLOGY)
    with pytest.raises(GoldError, match="not UTF-8"):
        brat.read({"sample.ann": b"\xff", "sample.txt": b""}, ONTOLOGY)


def test_a_text_without_a_visible_character_has_no_place_for_its_fields() -> None:
    with pytest.raises(GoldError, match="at least one character to see"):
        brat.write([Document("blank", " \n")], ONTOLOGY)
