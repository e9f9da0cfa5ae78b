"""What makes a second start do its preparation again, and what does not."""

import pytest

from cop_tracker.embedded import preparation


@pytest.fixture
def product(tmp_path):
    for folder in (*preparation.SOURCES[:-1], "var/styles", "data"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("requirements.txt", "templates/base.html", "var/styles/fingerprint"):
        (tmp_path / file).write_text("as it was")
    (tmp_path / "data/PG_VERSION").write_text("18")
    return tmp_path


def fingerprint(product, *, wants_demo=True):
    return preparation.fingerprint(
        product, product / "var", product / "data", wants_demo=wants_demo
    )


def test_nothing_is_done_twice(product):
    preparation.remember(product / "var", fingerprint(product))

    assert preparation.is_current(product / "var", fingerprint(product))


def edit_a_template(product):
    (product / "templates/base.html").write_text("edited")


def add_a_file(product):
    (product / "providers/new.py").write_text("")


def move_a_file(product):
    (product / "templates/base.html").rename(product / "templates/other.html")


def replace_the_database(product):
    (product / "data").rename(product / "old")
    (product / "data").mkdir()
    (product / "data/PG_VERSION").write_text("18")


def remove_the_styles(product):
    (product / "var/styles/fingerprint").unlink()


@pytest.mark.parametrize(
    "change",
    [edit_a_template, add_a_file, move_a_file, replace_the_database, remove_the_styles],
    ids=lambda change: change.__name__,
)
def test_a_change_is_prepared_for(product, change):
    preparation.remember(product / "var", fingerprint(product))

    change(product)

    assert not preparation.is_current(product / "var", fingerprint(product))


def test_asking_for_the_demonstration_later_is_a_change(product):
    preparation.remember(product / "var", fingerprint(product, wants_demo=False))

    assert not preparation.is_current(product / "var", fingerprint(product, wants_demo=True))
