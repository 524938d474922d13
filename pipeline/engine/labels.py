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
