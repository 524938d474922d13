"""Claims: what the triples of a whole run say together, who asserts it and who denies it."""
