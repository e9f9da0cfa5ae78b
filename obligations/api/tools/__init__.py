"""The public calculators: what applies, when a period ends, how much compute was spent."""
