"""Where a provider is established, as far as Article 54 of the AI Act asks: ISO 3166-1 alpha-2."""

from __future__ import annotations


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


MEMBER_STATES = _codes(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
)

# Parts of a Member State with an ISO code of their own where the Treaties apply in full
# (TFEU, Arts. 349 and 355): the French outermost regions and the Åland Islands.
UNION_TERRITORIES = _codes("AX GF GP MF MQ RE YT")

# The AI Act is marked as relevant for the European Economic Area. Whether a provider there needs
# a representative depends on its incorporation into the EEA Agreement, which is not assumed here.
EEA_BESIDE_THE_UNION = _codes("IS LI NO")

_ELSEWHERE = _codes(
    "AD AE AF AG AI AL AM AO AQ AR AS AU AW AZ BA BB BD BF BH BI BJ BL BM BN BO BQ BR BS BT BV BW "
    "BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX DJ DM DO DZ EC EG EH ER ET FJ FK FM "
    "FO GA GB GD GE GG GH GI GL GM GN GQ GS GT GU GW GY HK HM HN HT ID IL IM IN IO IQ IR JE JM JO "
    "JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LK LR LS LY MA MC MD ME MG MH MK ML MM MN MO MP "
    "MR MS MU MV MW MX MY MZ NA NC NE NF NG NI NP NR NU NZ OM PA PE PF PG PH PK PM PN PR PS PW PY "
    "QA RS RU RW SA SB SC SD SG SH SJ SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE ZA ZM ZW"
)

CODES = MEMBER_STATES | UNION_TERRITORIES | EEA_BESIDE_THE_UNION | _ELSEWHERE

# Codes in daily use that ISO does not assign: the Union writes EL for Greece and UK for the
# United Kingdom.
_ALIASES = {"EL": "GR", "UK": "GB"}


def normalised(code: str) -> str | None:
    """Turn a country code as people write it into ISO 3166-1 alpha-2; None if there is none."""
    upper = code.strip().upper()
    known = _ALIASES.get(upper, upper)
    return known if known in CODES else None
