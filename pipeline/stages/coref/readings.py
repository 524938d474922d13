"""What a place stands for where it acts: "Moscow said", "according to Washington", "talks with Beijing"."""

from __future__ import annotations

from pipeline.document import Mention, Reading, Syntax
from pipeline.grammar.phrases import head_of
from pipeline.grammar.tree import tree_of

# What governments do and populations or landscapes do not.
ACTS = frozenset(
    "accuse acknowledge admit agree announce annex approve argue arrest ask back ban blame block call cancel claim "
    "comment condemn confirm consider criticise criticize declare decline demand denounce deny deploy dismiss expel "
    "extradite impose insist introduce invade invite lift negotiate offer oppose order pledge plan press propose "
    "protest ratify recall recognise recognize refuse reject reply request respond retaliate sanction say sell send "
    "sign suggest summon support suspend tell threaten urge veto vow want warn withdraw".split()
)
PARTNERS = frozenset(
    {"talk", "deal", "agreement", "treaty", "negotiation", "tie", "relation", "ally", "pact", "accord"}
)


def reading(mention: Mention, syntax: Syntax) -> Reading | None:
    """ "government" where the place is who does what governments do, who is quoted, or who is dealt with."""
    inside = syntax.inside(mention.start, mention.end)
    if mention.kind != "name" or not inside:
        return None
    tree = tree_of(syntax)
    head = head_of(syntax, inside)
    above, relation = tree.tokens[head].head, tree.deprel(head)
    actor = relation == "nsubj" or (relation == "obl:agent")
    before = {tree.lemma(child) for child in tree.under(head, "case")}
    dealt = "with" in before and tree.lemma(above) in PARTNERS
    quoted = "accord" in before or "according" in before
    return "government" if (actor and tree.lemma(above) in ACTS) or dealt or quoted else None
