"""Search over everything: words as typed, forgiving typing, within what the person may see."""
