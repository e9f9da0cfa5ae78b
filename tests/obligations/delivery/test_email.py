"""delivery/email.py: what a mail looks like from outside."""

import pytest

from obligations.delivery import email
from obligations.models import Mail
from obligations.services import notices
from providers.models import User
from tests.factories.duties import make_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(provider, officer, now, settings):
    settings.BASE_URL = "https://tracker.example.eu"
    make_notice(
        officer.user_id,
        provider,
        key="a",
        title="Due today: <Meridian> & co",
        text="Line one.\nLine two.",
        path="/duties/1/",
    )
    make_notice(officer.user_id, provider, key="b", title="Second", path="")
    notices.gather(now=now)
    one = Mail.objects.get()
    return email.compose(one, list(one.notices.order_by("key")))


def test_a_mail_is_text_and_html_with_links_that_work_outside(letter):
    ((html, kind),) = letter.alternatives

    assert kind == "text/html"
    for body in (letter.body, html):
        assert "https://tracker.example.eu/duties/1/" in body
        assert "https://tracker.example.eu/inbox/" in body
        assert "Fictional Models SA" in body


def test_text_stays_text_and_html_is_escaped(letter):
    ((html, _),) = letter.alternatives

    assert "Due today: <Meridian> & co" in letter.body
    assert "Due today: &lt;Meridian&gt; &amp; co" in html
    assert "Line one.<br>Line two." in html


def test_the_subject_names_the_provider_the_first_notice_and_how_many_more(letter):
    assert letter.subject == "Fictional Models SA: Due today: <Meridian> & co (and 1 more)"


def test_the_message_id_is_of_this_site_and_no_robot_answers_it(letter):
    assert letter.extra_headers["Message-ID"].endswith("@tracker.example.eu>")
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_line_break_in_a_name_begins_no_header(provider, officer, now):
    make_notice(officer.user_id, provider, title="Due\r\nBcc: everybody@example.org")
    notices.gather(now=now)
    one = Mail.objects.get()

    letter = email.compose(one, list(one.notices.all()))

    assert letter.subject == "Fictional Models SA: Due Bcc: everybody@example.org"
    assert "Bcc" not in letter.message()


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/duties/", "https://tracker.example.eu/duties/"),
        ("//evil.example/", "https://tracker.example.eu/evil.example/"),
        ("", ""),
    ],
)
def test_links_stay_on_this_site(settings, path, link):
    settings.BASE_URL = "https://tracker.example.eu/"

    assert email.absolute(path) == link


def test_a_mail_speaks_the_language_its_reader_chose(letter, french, officer):
    officer_row = User.objects.get(pk=officer.user_id)
    officer_row.language = "fr"
    officer_row.save()
    one = Mail.objects.get()
    notice = one.notices.order_by("key").first()
    notice.title, notice.text = "Due in 3 days: Notify", "It applies from 7 December 2026."

    mail = email.compose(one, [notice, notice])

    assert mail.subject.startswith("Fictional Models SA: À faire dans 3 jours : Notifier (")
    assert "Elle s’applique depuis le 7 décembre 2026." in mail.body
    assert '<html lang="fr">' in mail.alternatives[0][0]
    assert mail.extra_headers["Message-ID"] == letter.extra_headers["Message-ID"]
