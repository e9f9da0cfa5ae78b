"""Indicators per measure, their targets and readings (Art. 56(4))."""
