"""Packages for the AI Office: manifest, letter, signature, receipt, what is still to be sent."""
