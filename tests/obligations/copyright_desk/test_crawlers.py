"""Crawlers: versions that supersede, a past that is not rewritten, what is public, and the feed."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import partial

import feedparser
import pytest
from django.urls import reverse
from lxml import etree

from obligations.copyright_desk.models import Crawler, CrawlerVersion, Publication
from obligations.copyright_desk.queries import public
from obligations.copyright_desk.services import crawlers, publications
from obligations.copyright_desk.services.crawlers import Description
from obligations.services.steps import NotAllowedNow
from providers.errors import InvalidInput, NotPermitted
from tests.factories.providers import NOW
from tests.obligations.copyright_desk import made
from tests.races import at_once

pytestmark = pytest.mark.django_db
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def describe(crawler, by, *, after=1, changes="Something.", corrects="", **said):
    return crawlers.describe(
        crawler=crawler,
        description=Description(**made.DESCRIPTION | said),
        changes=changes,
        corrects=corrects,
        after=after,
        by=by,
        now=NOW,
    )


def publish(crawler, by, *, number=None, now=NOW):
    number = number or crawler.latest_number
    version = crawler.versions.get(number=number)
    return publications.publish_crawler(version=version, by=by, now=now)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"user_agent": ""}, "user_agent"),
        ({"user_agent": "Mozilla/5.0 (compatible)"}, "user_agent"),
        ({"user_agent": "Bot\nDisallow: /"}, "user_agent"),
        ({"http_user_agent": "x" * 301}, "http_user_agent"),
        ({"operator": "nobody"}, "operator"),
        ({"operator": "commissioned"}, "operated_by"),
        ({"operated_by": "Others"}, "operated_by"),
        ({"purpose": ""}, "purpose"),
        ({"robots_txt": " "}, "robots_txt"),
        ({"addresses": ["192.0.2.300"]}, "addresses"),
        ({"addresses": ["192.0.2.0/24"] * 501}, "addresses"),
        ({"verification_page": "javascript:alert(1)"}, "verification_page"),
        ({"periods": []}, "periods"),
        ({"periods": ["2026"]}, "periods"),
        ({"periods": ["13/2025 - open"]}, "periods"),
        ({"periods": ["01/2026 - open", "02/2026 - open"]}, "periods"),
        ({"periods": ["12/2027 - open"]}, "periods"),
        ({"holds_from": NOW.date() + timedelta(days=1)}, "holds_from"),
        ({"piracy_list_on": date(1993, 1, 1)}, "piracy_list_on"),
    ],
)
def test_what_is_no_description_is_refused_at_its_field(provider, officer, said, field):
    with pytest.raises(InvalidInput) as refused:
        made.crawler(provider, officer, **said)

    assert [one.field for one in refused.value.problems] == [field]
    assert not Crawler.objects.exists()


def test_a_bad_name_is_named_with_the_other_mistakes(provider, officer):
    with pytest.raises(InvalidInput) as refused:
        made.crawler(provider, officer, name="", purpose="")

    assert {one.field for one in refused.value.problems} == {"name", "purpose"}


def test_a_name_is_taken_once_whatever_its_capitals(provider, officer, rival, rival_provider):
    made.crawler(provider, officer, name="Bot")
    made.crawler(rival_provider, rival, name="Bot")

    with pytest.raises(InvalidInput) as refused:
        made.crawler(provider, officer, name="BOT")

    assert refused.value.problems[0].field == "name"


def test_models_of_another_provider_are_refused(provider, officer, rival_model):
    with pytest.raises(InvalidInput) as refused:
        made.crawler(provider, officer, trained=[rival_model])

    assert refused.value.problems[0].field == "trained"


def test_the_past_is_not_rewritten_without_saying_why(provider, officer):
    crawler = made.crawler(provider, officer, periods=["01/2025 - 03/2025", "06/2025 - open"])

    with pytest.raises(InvalidInput) as refused:
        describe(crawler, officer, periods=["06/2025 - open"])
    assert refused.value.problems[0].field == "corrects"
    row = describe(crawler, officer, periods=["06/2025 - open"], corrects="It never ran in 2024.")

    assert (row.number, row.corrects) == (2, "It never ran in 2024.")


def test_an_open_period_may_end(provider, officer):
    crawler = made.crawler(provider, officer)

    assert describe(crawler, officer, periods=["01/2026 - 09/2026"]).corrects == ""


@pytest.mark.django_db(transaction=True)
def test_of_several_who_describe_at_once_one_wins(provider, officer):
    crawler = made.crawler(provider, officer)

    results = at_once(*[partial(describe, Crawler.objects.get(pk=crawler.pk), officer)] * 6)

    assert sum(isinstance(one, CrawlerVersion) for one in results) == 1
    assert sum(isinstance(one, NotAllowedNow) for one in results) == 5


def test_nothing_is_public_until_it_is_published(provider, officer, client):
    made.crawler(provider, officer)

    assert public.desk(provider.pk) is None
    for name in ("public-copyright", "public-crawlers-feed", "public-crawlers-json"):
        assert client.get(reverse(name, args=[provider.pk])).status_code == 404


def test_readers_see_what_was_published_last_and_models_only_by_choice(
    provider, officer, ai_model, client
):
    crawler = made.crawler(provider, officer, trained=[ai_model])
    publish(crawler, officer)
    describe(crawler, officer, purpose="Not yet public.")
    address = reverse("public-crawlers-json", args=[provider.pk])

    (shown,) = client.get(address).json()["crawlers"]
    assert (shown["version"], shown["purpose"], shown["models"]) == (1, "Text for training.", None)

    crawler.refresh_from_db()
    describe(crawler, officer, after=2, trained=[ai_model], names_models=True)
    crawler.refresh_from_db()
    publish(crawler, officer)

    (shown,) = client.get(address).json()["crawlers"]
    assert (shown["version"], shown["models"]) == (3, ["Meridian"])


def test_an_old_version_and_the_same_twice_are_not_published(provider, officer):
    crawler = made.crawler(provider, officer)
    publish(crawler, officer)

    with pytest.raises(NotAllowedNow, match="published already"):
        publish(crawler, officer)
    describe(crawler, officer)
    with pytest.raises(NotAllowedNow, match="supersedes"):
        publish(crawler, officer, number=1)


def test_of_two_changes_the_later_one_is_shown_whatever_the_clocks_said(provider, officer):
    crawler = made.crawler(provider, officer)
    publish(crawler, officer)

    # Its server's clock is behind; the withdrawal came second all the same.
    earlier = NOW - timedelta(seconds=5)
    publications.withdraw_crawler(crawler=crawler, because="Gone.", by=officer, now=earlier)

    assert public.desk(provider.pk).crawlers == []
    assert [one.is_withdrawal for one in public.entries(provider.pk)] == [True]
    with pytest.raises(NotAllowedNow):
        publications.withdraw_crawler(crawler=crawler, because="Twice.", by=officer, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_several_who_publish_at_once_one_wins(provider, officer):
    crawler = made.crawler(provider, officer)

    results = at_once(*[partial(publish, crawler, officer)] * 4)

    assert sum(isinstance(one, Publication) for one in results) == 1


def test_a_colleague_does_not_publish(provider, officer, colleague):
    crawler = made.crawler(provider, officer)

    with pytest.raises(NotPermitted):
        publish(crawler, colleague)


NASTY = "<script>alert(1)</script> & \ufffe “quoted” \U0001f916"


def feed_of(client, provider):
    answer = client.get(reverse("public-crawlers-feed", args=[provider.pk]))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return answer.content


def test_the_feed_is_valid_atom_and_holds_no_markup_of_others(desk, officer, client):
    crawler = made.crawler(desk, officer, purpose=NASTY, robots_txt="One\nTwo")
    publish(crawler, officer)
    publications.publish_summary(
        version=made.policy(desk, officer, summary=NASTY), by=officer, now=NOW
    )
    content = feed_of(client, desk)

    found = feedparser.parse(content)
    assert (found.bozo, found.version) == (False, "atom10")
    assert [one.title for one in found.entries] == [
        "Summary of the copyright policy: published",
        "Meridian crawler: published",
    ]
    # feedparser would have taken markup out; the raw summary shows that there was none.
    tree = etree.fromstring(content)
    for summary in tree.xpath("//atom:summary", namespaces=ATOM):
        assert summary.get("type") == "html"
        assert "<script" not in summary.text
        assert "&lt;script&gt;" in summary.text
    assert "One<br>Two" in tree.xpath("//atom:summary", namespaces=ATOM)[1].text


def test_the_feed_has_what_the_standard_asks_for(desk, officer, client):
    publish(made.crawler(desk, officer), officer)
    tree = etree.fromstring(feed_of(client, desk))

    # RFC 4287, sections 4.1.1 and 4.1.2.
    for path in ("", "/atom:entry"):
        for name in ("id", "title", "updated"):
            assert len(tree.xpath(f"/atom:feed{path}/atom:{name}", namespaces=ATOM)) == 1
    assert tree.xpath("/atom:feed/atom:author/atom:name/text()", namespaces=ATOM)
    rels = tree.xpath("/atom:feed/atom:link/@rel", namespaces=ATOM)
    assert sorted(rels) == ["alternate", "self"]
    assert all(one.startswith("http") for one in tree.xpath("//atom:link/@href", namespaces=ATOM))


def test_a_feed_without_entries_is_valid_and_does_not_change_by_itself(desk, client):
    first, second = feed_of(client, desk), feed_of(client, desk)

    assert first == second
    assert feedparser.parse(first).bozo is False


def test_a_reader_that_has_it_already_gets_304_until_something_changes(
    desk, officer, client, django_assert_num_queries
):
    address = reverse("public-crawlers-feed", args=[desk.pk])
    crawler = made.crawler(desk, officer)
    publish(crawler, officer)
    tag = client.get(address)["ETag"]

    with django_assert_num_queries(1):
        assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    publications.withdraw_crawler(crawler=crawler, because="Gone.", by=officer, now=NOW)

    assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_what_was_said_before_it_was_taken_back_is_told_no_more(desk, officer, client):
    crawler = made.crawler(desk, officer, purpose="A purpose of the past.")
    publish(crawler, officer)
    publications.withdraw_crawler(crawler=crawler, because="It is wrong.", by=officer, now=NOW)

    told = feed_of(client, desk).decode()

    assert ("A purpose of the past." in told, "It is wrong." in told) == (False, True)


def test_the_public_page_escapes_every_word(desk, officer, client):
    bad = "<img src=x onerror=alert(1)>"
    crawler = made.crawler(
        desk,
        officer,
        name=bad,
        http_user_agent=bad,
        operator="commissioned",
        operated_by=bad,
        purpose=bad,
        robots_txt=bad,
        other_protocols=bad,
        piracy_lists=bad,
        lawful_access=bad,
        verification_page="https://bot.example/?a=%22%3E",
    )
    publish(crawler, officer)
    publications.publish_summary(
        version=made.policy(desk, officer, summary=bad), by=officer, now=NOW
    )
    made.designate(desk, officer, name=bad, note=bad)

    page = client.get(reverse("public-copyright", args=[desk.pk])).content.decode()

    assert "<img src=x" not in page
    assert page.count("&lt;img src=x") >= 9
    assert json.loads(client.get(reverse("public-crawlers-json", args=[desk.pk])).content)


def form_data(**said):
    data = {**made.DESCRIPTION, "name": "Bot", **said}
    data["periods"] = "\n".join(data["periods"])
    return data


def test_pages_register_describe_publish_and_withdraw(provider, officer, ai_model, sign_in):
    client = sign_in(officer)
    new = reverse("copyright-crawler-new")

    wrong = client.post(new, form_data(purpose="typed words", user_agent="a b"))
    client.post(new, form_data(trained=[ai_model.pk]))
    row = Crawler.objects.get()
    again = reverse("copyright-crawler-describe", args=[row.pk])
    prefilled = client.get(again).content.decode()
    client.post(again, form_data(after=1, changes="More.", purpose="More text."))
    late = client.post(again, form_data(after=1, changes="Late."))
    client.post(reverse("copyright-crawler-publish", args=[row.pk]))
    shown = client.get(reverse("copyright-crawler", args=[row.pk])).content.decode()
    bare = client.post(reverse("copyright-crawler-withdraw", args=[row.pk]), {})
    client.post(reverse("copyright-crawler-withdraw", args=[row.pk]), {"because": "Gone."})

    assert (wrong.status_code, "typed words" in wrong.content.decode()) == (422, True)
    assert "Text for training." in prefilled
    assert (late.status_code, "Look again" in late.content.decode()) == (422, True)
    assert "User-agent: MeridianBot\nDisallow: /" in shown
    assert bare.status_code == 422
    assert public.desk(provider.pk).crawlers == []


@pytest.mark.parametrize("count", [1, 4])
def test_lists_ask_as_often_for_many_as_for_one(
    count, desk, officer, sign_in, client, django_assert_num_queries
):
    for number in range(count):
        publish(made.crawler(desk, officer, name=f"Bot {number}"), officer)
    mine = sign_in(officer)

    with django_assert_num_queries(6):
        mine.get(reverse("copyright-crawlers"))
    with django_assert_num_queries(4):
        client.get(reverse("public-copyright", args=[desk.pk]))
