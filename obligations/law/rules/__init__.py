"""The rules, one module per part of the text; importing the package registers them all.

An entry of the catalogue names its rule and gives its arguments:

| rule | arguments | speaks to |
|---|---|---|
| ``systemic-risk-notification`` | | AI Act, Art. 52(1) |
| ``rebuttal-right`` | | Art. 52(2) |
| ``reassessment-right`` | | Art. 52(5) |
| ``re-notification`` | | Guidelines, para. 40 |
| ``model-documentation`` | | Art. 53(1)(a) |
| ``downstream-information`` | | Art. 53(1)(b) |
| ``copyright-policy`` | | Art. 53(1)(c) |
| ``training-summary`` | | Art. 53(1)(d) |
| ``cooperation`` | | Art. 53(3) |
| ``other-adequate-means`` | ``article``: 53, 55 | Arts. 53(4), 55(2) |
| ``authorised-representative`` | ``task``: appoint, enable, act | Art. 54 |
| ``systemic-risk-obligation`` | | Art. 55(1) |
| ``code-reporting`` | | Art. 56(5) |
| ``commission-request`` | ``systemic``: yes, no (optional) | Arts. 91 to 93 |
| ``legacy-compliance`` | | Art. 111(3) |
| ``code-measure`` | ``chapter``; ``due``: placing, before-placing (optional) | Code measures |
| ``framework-confirmation`` | | Safety and Security, Measure 1.1 |
"""

from obligations.law.rules import (
    article_52,
    article_53,
    article_54,
    article_55,
    code_of_practice,
    commission,
    other_means,
    transition,
)
from obligations.law.rules.registry import RULES, Rule, Verdict, problems

__all__ = [
    "RULES",
    "Rule",
    "Verdict",
    "article_52",
    "article_53",
    "article_54",
    "article_55",
    "code_of_practice",
    "commission",
    "other_means",
    "problems",
    "transition",
]
