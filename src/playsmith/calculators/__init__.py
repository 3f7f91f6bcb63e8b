"""Calculators: words in YAML, arithmetic in Python; checked against each other, compiled, run, proven and shown."""
