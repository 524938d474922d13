"""The label sets of the engine's heads, in the order of their columns."""

from pipeline.document import NAME_TYPES

UPOS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
# Outside first, then B- and I- of each type: the even/odd order that decode.py relies on.
NAME_TAGS = ("O", *(f"{prefix}-{type_}" for type_ in NAME_TYPES for prefix in "BI"))
DEPRELS = tuple(
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt "
    "conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj "
    "list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent "
    "obl:unmarked orphan parataxis punct reparandum root vocative xcomp".split()
)
# What an argument is to its predicate, in PropBank's words; the first is none. Those of 100 examples and more in the
# English Web Treebank's train part.
ROLES = (
    "",
    *(f"ARG{n}" for n in range(5)),
    *(f"ARGM-{kind}" for kind in "ADJ ADV CAU COM CXN DIR DIS EXT GOL LOC LVB MNR MOD NEG PRD PRP TMP".split()),
)
# Columns of the numbered roles, of which a predicate has one each.
CORE_ROLES = frozenset(range(1, 6))
# What a word is to the cue of a relation, beside nothing.
SUBJECT, OBJECT = 1, 2
