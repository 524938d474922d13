"""A run's output in the forms that other tools read; each keeps the evidence of every triple."""
