"""Requests of downstream providers and of the AI Office (Measure 1.2, Arts 91 and 92)."""
