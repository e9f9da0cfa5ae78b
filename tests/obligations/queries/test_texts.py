"""queries/texts.py: which text a duty is of, said the same from its key and in the database."""

import pytest

from obligations.forms.board import TEXTS
from obligations.models import Duty
from obligations.queries import texts
from obligations.templatetags.obligations import text_name
from tests.factories.evidence import make_duty

KEYS = {
    "aia-53-1-a": "ai-act",
    "cop-tr-1.1": "transparency",
    "cop-cr-1.1": "copyright",
    "cop-ss-1.1": "safety-security",
}


@pytest.mark.parametrize(("key", "name"), KEYS.items())
def test_a_key_names_its_text_as_the_database_does(ai_model, key, name):
    make_duty(ai_model, key)

    assert texts.text_of(key).name == name
    assert Duty.objects.annotate(found=texts.name_of_text()).get().found == name


def test_the_board_filters_by_the_texts_and_groups_by_their_titles():
    offered = dict(TEXTS)

    assert {name: offered[name] for name in KEYS.values()} == {
        name: text_name(key) for key, name in KEYS.items()
    }
