"""The operator's commands say what they did, and refusals in words."""

from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from providers.models import AIModel, Invitation, Membership, Provider, User
from tests.factories import providers as make

LIST = Path(__file__).parent / "data" / "list.csv"


def test_a_provider_is_opened_with_its_first_officer(
    db, capsys, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("create_provider", "Acme", officer_email="Ada@example.org", officer_name="Ada")

    invitation = Invitation.objects.get()
    assert (invitation.provider.name, invitation.role) == ("Acme", "officer")
    assert not Membership.objects.exists()
    assert "ada@example.org has been invited" in capsys.readouterr().out
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_a_provider_is_not_opened_without_its_officer(db):
    with pytest.raises(CommandError, match="email: Give an e-mail address"):
        call_command("create_provider", "Acme", officer_email="nobody", officer_name="Ada")

    assert not Provider.objects.exists()


def test_a_reviewer_is_created_and_gets_a_mail(db):
    call_command("create_reviewer", "viktor@example.org", name="Viktor")

    assert User.objects.get().is_office
    assert "Set your password" in mail.outbox[0].body


def test_a_person_with_an_account_becomes_a_reviewer(db):
    user = make.make_user()

    call_command("create_reviewer", user.email.upper())

    user.refresh_from_db()
    assert user.is_office


def test_an_officer_does_not_become_a_reviewer(officer):
    with pytest.raises(CommandError, match="is a member of a provider"):
        call_command("create_reviewer", make.user_of(officer).email)


def test_a_reviewer_without_account_needs_a_name(db):
    with pytest.raises(CommandError, match="name: A name is needed here"):
        call_command("create_reviewer", "viktor@example.org")

    assert not User.objects.exists()


def test_a_list_is_shown_and_not_imported(provider, capsys):
    call_command("import_models", str(LIST), provider=provider.name)

    said = capsys.readouterr().out
    assert "    2  create     Aurora 1  compute, capabilities, open-source" in said
    assert "Rows: 13 create, 0 update, 0 unchanged, 0 refused. Workspaces: 1." in said
    assert said.endswith("Nothing was written; add --apply to import.\n")
    assert not AIModel.objects.exists()


def test_a_list_is_imported_into_the_provider_of_this_name_or_id(provider, capsys):
    call_command("import_models", str(LIST), provider=str(provider.pk), apply=True)

    assert AIModel.objects.filter(provider=provider).count() == 13
    said = capsys.readouterr().out
    assert said.endswith("Imported: 13 models registered, 0 with new facts.\n")
    call_command("import_models", str(LIST), provider=str(provider.pk), apply=True)
    said = capsys.readouterr().out
    assert said.endswith("Nothing was written: everything in the list is recorded already.\n")


def test_a_list_is_imported_by_organisation(db):
    call_command("import_models", str(LIST), by_organisation=True, apply=True, source="A list")

    assert Provider.objects.filter(origin="public-data").count() == 3


def test_columns_are_mapped(provider, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Modell,FLOP=\nAurora,1e24\n")

    call_command(
        "import_models",
        str(path),
        provider=provider.name,
        apply=True,
        mapping=["name=Modell", "compute=FLOP="],
    )

    assert AIModel.objects.get().facts.get().value["training_compute_flop"] == "1e24"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"file": "nowhere.csv", "provider": "Fictional Models SA"}, "cannot be read"),
        ({"file": str(LIST), "provider": "Nobody"}, "There is no provider named “Nobody”"),
        ({"file": str(LIST), "provider": "Twin"}, "give one id of"),
        ({"file": str(LIST), "provider": "Fictional Models SA", "mapping": ["x"]}, "--mapping"),
        (
            {"file": str(LIST), "provider": "Fictional Models SA", "mapping": ["name=X"]},
            "columns: The file has no column “X”",
        ),
    ],
)
def test_a_refusal_is_one_clear_sentence(provider, arguments, message):
    make.make_provider("Twin")
    make.make_provider("Twin")

    with pytest.raises(CommandError, match=message):
        call_command("import_models", arguments.pop("file"), apply=True, **arguments)

    assert not AIModel.objects.exists()
