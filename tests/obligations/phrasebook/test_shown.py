"""Pages show stored English in their reader's language, escaped, and mark what stayed English."""

import json

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from cop_tracker import phrases, translations
from obligations.phrasebook import shown


def rendered(source, language, **context):
    with translation.override(language):
        return Template(source).render(Context(context))


@pytest.mark.usefixtures("french")
def test_the_filter_is_in_every_template_and_escapes():
    text = "Due in 3 days: <Notify>"

    assert rendered("{{ t|phrase }}", "fr", t=text) == "À faire dans 3 jours : &lt;Notify&gt;"
    assert rendered("{{ t|phrase }}", "en-gb", t=text) == "Due in 3 days: &lt;Notify&gt;"
    assert rendered('{{ t|phrase|join:"; " }}', "fr", t=["Notify", "x"]) == "Notifier; x"
    assert rendered("{{ t|phrase }}", "fr", t=None) == "None"


@pytest.mark.usefixtures("french")
def test_a_paragraph_marks_what_stays_english():
    page = rendered("{% said t %}", "fr", t="It applies from 7 December 2026. <New> words.")

    assert page == (
        'Elle s’applique depuis le 7 décembre 2026. <span lang="en">&lt;New&gt; words.</span>'
    )


def test_a_language_without_a_phrasebook_stays_english():
    assert shown.phrase("Notify", "it") == "Notify"
    assert shown.phrase("", "fr") == ""


@pytest.mark.parametrize("language", ["fr", "de"])
def test_the_phrasebook_is_built_with_the_messages(language):
    built = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / shown.FILE
    words = {one.id for one in translations.read(language) if one.id and one.string}

    gathered = {text for _, text in phrases.gathered()}
    assert gathered & words <= json.loads(built.read_text()).keys()
    assert len(gathered & words) > 2000
