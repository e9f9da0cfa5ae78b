"""Stored English, said in the language of whoever reads it; what is stored never changes."""
