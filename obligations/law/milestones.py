"""The days on which the rules for general-purpose AI models begin to bind (AI Act, Arts. 111, 113).

Fixed days never move to a working day: Regulation 1182/71, Art. 4, leaves its Art. 3(4) out.
"""

from __future__ import annotations

from datetime import date

# Chapter V applies (Art. 113(b)). Models placed before this day are legacy models (Art. 111(3)).
CHAPTER_V_APPLIES = date(2025, 8, 2)

# The Commission's powers (Arts. 88 to 94) and fines (Art. 101) apply (Art. 113).
POWERS_APPLY = date(2026, 8, 2)

# Legacy models comply (Art. 111(3)).
LEGACY_COMPLIES = date(2027, 8, 2)
