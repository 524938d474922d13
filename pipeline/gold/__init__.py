"""Gold: documents whose layers were written by people, and how they stand on disk."""
