"""Entries, calendars and facts for the tests of the law, independent of the catalogue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from obligations.law.applicability import Assessment, assess
from obligations.law.facts import ModelFacts, Modification, OpenSource, ProviderFacts
from obligations.law.periods import WorkingDays
from obligations.law.terms import Bearer, Chapter, Entry, Kind, Ruling

APPLIES, POWERS, LEGACY = date(2025, 8, 2), date(2026, 8, 2), date(2027, 8, 2)
TODAY = date(2026, 11, 23)


def day(text):
    return date.fromisoformat(text)


def flop(text):
    return None if text is None else Decimal(text)


# Commission holidays on weekdays. 2025: OJ C, C/2024/2219; 2026: OJ C, C/2025/4103. 2027 is not
# published: projected from the pattern.
_LISTED = (
    "2025-01-01 2025-01-02 2025-04-17 2025-04-18 2025-04-21 2025-05-01 2025-05-09 2025-05-29 "
    "2025-05-30 2025-06-09 2025-07-21 2025-08-15 2025-12-24 2025-12-25 2025-12-26 2025-12-29 "
    "2025-12-30 2025-12-31 "
    "2026-01-01 2026-01-02 2026-04-02 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-15 "
    "2026-05-25 2026-07-21 2026-11-02 2026-12-24 2026-12-25 2026-12-28 2026-12-29 2026-12-30 "
    "2026-12-31 "
    "2027-01-01 2027-03-25 2027-03-26 2027-03-29 2027-05-06 2027-05-07 2027-05-17 2027-07-21 "
    "2027-11-01 2027-11-02 2027-12-24 2027-12-27 2027-12-28 2027-12-29 2027-12-30 2027-12-31"
)
HOLIDAYS = frozenset(day(text) for text in _LISTED.split())
COMMISSION = WorkingDays(HOLIDAYS, frozenset({2025, 2026}))


def entry(key, rule, *, begins=APPLIES, enforced=POWERS, doubts=(), **more):
    args = more.pop("args", {})
    return Entry(
        key=key,
        kind=more.pop("kind", Kind.OBLIGATION),
        title=key,
        summary="What it asks.",
        cite=more.pop("cite", key),
        instrument="ai-act" if key.startswith("aia") else "code-of-practice",
        edition=day("2024-07-12"),
        rule=rule,
        rule_args=args,
        applies_from=begins,
        enforceable_from=enforced,
        doubts=doubts,
        **more,
    )


def _measure(key, chapter, **args):
    return entry(
        key, "code-measure", enforced=None, kind=Kind.MEASURE, args={"chapter": chapter, **args}
    )


ACTING = {"args": {"task": "act"}, "bearer": Bearer.REPRESENTATIVE}

ENTRIES = (
    entry("aia-52-1", "systemic-risk-notification"),
    entry("aia-52-2", "rebuttal-right", kind=Kind.RIGHT),
    entry("aia-52-5", "reassessment-right", kind=Kind.RIGHT),
    entry("aia-53-1-a", "model-documentation", measures=("cop-tr-1.1",)),
    entry("aia-53-1-b", "downstream-information"),
    entry("aia-53-1-c", "copyright-policy", cite="Art. 53(1)(c)", measures=("cop-cr-1.1",)),
    entry("aia-53-1-d", "training-summary"),
    entry("aia-53-3", "cooperation"),
    entry("aia-53-4", "other-adequate-means", args={"article": "53"}),
    entry("aia-54-1", "authorised-representative", args={"task": "appoint"}),
    entry("aia-54-2", "authorised-representative", args={"task": "enable"}),
    entry("aia-54-3", "authorised-representative", **ACTING),
    entry("aia-54-4", "authorised-representative", args={"task": "appoint"}),
    entry("aia-54-5", "authorised-representative", **ACTING),
    entry("aia-55-1-a", "systemic-risk-obligation"),
    entry("aia-55-1-b", "systemic-risk-obligation"),
    entry("aia-55-1-c", "systemic-risk-obligation"),
    entry("aia-55-1-d", "systemic-risk-obligation"),
    entry("aia-55-2", "other-adequate-means", args={"article": "55"}),
    entry("aia-56-5", "code-reporting", enforced=None),
    entry("aia-91-5", "commission-request", begins=POWERS),
    entry("aia-92-5", "commission-request", begins=POWERS),
    entry("aia-93-1", "commission-request", begins=POWERS),
    entry("aia-93-3", "commission-request", begins=POWERS, args={"systemic": "yes"}),
    entry("aia-111-3", "legacy-compliance", begins=LEGACY, enforced=LEGACY),
    entry("gl-40-renotify", "re-notification"),
    _measure("cop-tr-1.1", "transparency", due="placing"),
    _measure("cop-tr-1.3", "transparency"),
    _measure("cop-cr-1.1", "copyright", due="placing"),
    _measure("cop-ss-3.2", "safety-security"),
    _measure("cop-ss-7.1", "safety-security", due="before-placing"),
    entry("cop-ss-1.1", "framework-confirmation", enforced=None, kind=Kind.MEASURE),
)
OBLIGATIONS = tuple(e.key for e in ENTRIES if e.key[:6] in {"aia-52", "aia-53", "aia-54", "aia-55"})
RIGHTS = {"aia-52-2", "aia-52-5"}

FREE = OpenSource(
    licence_open=True,
    monetised=False,
    parameters_public=True,
    architecture_public=True,
    usage_information_public=True,
)
ALL_CHAPTERS = dict.fromkeys(Chapter, day("2025-08-01"))
AMERICAN = ProviderFacts(established_in="US", code_chapters={})
EUROPEAN = ProviderFacts(established_in="FR", code_chapters={})


def model(**facts):
    """A closed general-purpose model of a European provider, placed on 1 September 2026."""
    usual = {
        "union_market_date": day("2026-09-01"),
        "general_purpose": True,
        "training_compute_flop": Decimal("2e24"),
        "cumulative_compute_flop": Decimal("2e24"),
        "open_source": OpenSource(licence_open=False),
        "provider": EUROPEAN,
    }
    return ModelFacts(**{**usual, **facts})


def systemic(**facts):
    """A model over 10^25 FLOP, known on 1 June 2026, placed on 1 September 2026."""
    usual = {
        "training_compute_flop": Decimal("3e25"),
        "cumulative_compute_flop": Decimal("3e25"),
        "threshold_known_on": day("2026-06-01"),
    }
    return model(**{**usual, **facts})


def legacy(**facts):
    """A model placed on the Union market before 2 August 2025."""
    return model(**{"union_market_date": day("2024-05-01"), **facts})


def modification(compute=None, original=None, *, original_systemic=None, same_provider=False):
    return Modification(
        compute_flop=flop(compute),
        original_compute_flop=flop(original),
        original_systemic=original_systemic,
        same_provider=same_provider,
    )


def assessed(facts, on=TODAY) -> Assessment:
    return assess(ENTRIES, facts, on, COMMISSION)


def ruled(facts, key, on=TODAY) -> Ruling:
    return next(ruling for ruling in assessed(facts, on).rulings if ruling.key == key)


def owed(facts, on=TODAY):
    return {ruling.key: ruling.owed for ruling in assessed(facts, on).rulings}
