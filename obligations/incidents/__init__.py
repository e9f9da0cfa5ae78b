"""Serious incidents: their instants, clocks and reports (Art. 55(1)(c), Measure 9.3)."""
