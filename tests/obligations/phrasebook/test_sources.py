"""Links to EUR-Lex open in the reader's language; what is stored names English or none."""

import pytest

from obligations.phrasebook import sources

EUR_LEX = "https://eur-lex.europa.eu"


@pytest.mark.parametrize(
    ("url", "language", "there"),
    [
        ("/eli/reg/2024/1689/oj", "fr", "/eli/reg/2024/1689/oj/fra"),
        ("/eli/reg/2024/1689/oj#art_53", "de", "/eli/reg/2024/1689/oj/deu#art_53"),
        ("/eli/reg/2024/1689/oj/eng", "de", "/eli/reg/2024/1689/oj/deu"),
        (
            "/legal-content/EN/TXT/HTML/?uri=CELEX:02024R1689-20260727#art_53",
            "fr",
            "/legal-content/FR/TXT/HTML/?uri=CELEX:02024R1689-20260727#art_53",
        ),
        ("/eli/reg/2024/1689/oj", "pl", "/eli/reg/2024/1689/oj/pol"),
        ("/eli/reg/2024/1689/oj", "en-gb", "/eli/reg/2024/1689/oj"),
    ],
)
def test_eur_lex_opens_in_the_readers_language(url, language, there):
    assert sources.address(f"{EUR_LEX}{url}", language) == f"{EUR_LEX}{there}"


def test_other_sources_keep_their_address():
    url = "https://digital-strategy.ec.europa.eu/en/policies/contents-code-gpai"

    assert sources.address(url, "fr") == url
