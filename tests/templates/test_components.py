"""What the components print, and that they let no markup through."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

MARKUP = "\" onload='alert(1)' <script>alert(2)</script> ' حرف 🦊"


def render(source: str, **context: object) -> str:
    return (
        engines["django"]
        .from_string("{% load design %}" + source)
        .render(context, RequestFactory().get("/"))
    )


class Tags(HTMLParser):
    """The elements of a page and their attributes, as a browser would take them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes.extend(name for name, _ in attrs)


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


class PlainForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As it is placed on the market.")
    open_source = forms.ChoiceField(
        label="Open-source?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    sure = forms.BooleanField(label="I am sure", required=False)


def test_markup_let_through_would_be_seen():
    tags = Tags(render('<p title="{{ text|safe }}">{{ text|safe }}</p>', text=MARKUP))

    assert "script" in tags.names
    assert "onload" in tags.attributes


@pytest.mark.parametrize(
    "source",
    [
        "{% cotton page-header :title='text' :code='text' / %}",
        "{% cotton page-header title='{{ text }}' code='{{ text }}' / %}",
        "{% cotton card :title='text' :note='text' :id='text' / %}",
        "{% cotton stat :number='text' :label='text' :href='text' :note='text' / %}",
        "{% cotton callout :title='text' / %}",
        "{% cotton doubt :id='text' :question='text' :default='text' :cite='text' / %}",
        "{% cotton citation :cite='text' :url='text' / %}",
        "{% cotton empty :title='text' / %}",
        "{% cotton kv-row :term='text' / %}",
        "{% cotton chip :href='text' :title='text' / %}",
        "{% cotton tab :href='text' :count='text' / %}",
        "{% cotton history-item :who='text' :what='text' / %}",
        "{% cotton timeline-item :title='text' / %}",
        "{% cotton data-table :caption='text' / %}",
        "{% cotton copy :text='text' :label='text' / %}",
        "{% cotton confirm :action='text' :label='text' / %}",
        "{% cotton progress :done='text' :total='text' :label='text' / %}",
        "{% cotton avatar :name='text' / %}",
        "{% cotton legal-date :none='text' / %}",
        "{% icon 'bell' text %}",
    ],
)
def test_no_component_lets_markup_through(source):
    tags = Tags(render(source, text=MARKUP))

    assert "script" not in tags.names
    assert "onload" not in tags.attributes


@pytest.mark.parametrize(
    ("answer", "said"),
    [(True, "Owed"), (False, "Not owed"), (None, "Not enough is known")],
)
def test_an_answer_is_word_icon_and_tone(answer, said):
    html = render("{% cotton truth :value='answer' / %}", answer=answer)

    assert text_of(html) == f"Law's answer: {said}"
    assert "<svg" in html
    assert "tone-" in html


def test_the_four_facts_stay_four():
    html = render(
        "{% cotton facts work='handed-in' claim='fulfilled' decision='returned'"
        " evidence='stale' / %}"
    )

    # Each but work has its help, which the browser shows when it is asked for.
    without_help = re.sub(r'<span class="term">.*?</span></span>', "", html, flags=re.DOTALL)
    assert html.count("popovertarget") == 3
    assert text_of(without_help) == (
        "Work Handed in Provider's claim Fulfilled Reviewer's decision Returned Evidence Stale"
    )


def test_the_strict_day_comes_first_and_the_other_is_named_as_a_view():
    html = render(
        "{% cotton two-days :strict='strict' :rolled='rolled' provisional='yes'"
        " flag='overdue' / %}",
        strict=date(2026, 12, 24),
        rolled=date(2027, 1, 4),
    )

    assert text_of(html) == (
        "Thu 24 Dec 2026 Deadline: Overdue Regulation 1182/71 view: Mon 4 Jan 2027 provisional"
    )


def test_where_the_law_sets_no_day_none_is_shown():
    assert text_of(render("{% cotton two-days / %}")) == "The law sets no day"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 11, 23), "Mon 23 Nov 2026"),
        (datetime(2026, 11, 23, 9, 5, tzinfo=UTC), "23 Nov 2026, 10:05 CET"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2 Jul 2026, 00:30 CEST"),
        (None, "Not recorded"),
    ],
)
def test_a_day_shows_its_weekday_and_an_instant_its_zone(value, said):
    assert text_of(render("{% cotton legal-date :value='value' / %}", value=value)) == said


def test_a_quiet_flag_keeps_silent_while_nothing_is_near():
    assert render("{% cotton flag value='none' quiet='yes' / %}").strip() == ""
    assert text_of(render("{% cotton flag value='none' / %}")) == "Deadline: Not near"


def test_a_wrong_field_points_to_its_error_and_its_help():
    html = render("{% cotton field :field='form.name' / %}", form=PlainForm({"name": ""}))

    described = re.search(r'<input[^>]*aria-describedby="([^"]*)"', html)
    assert described
    assert all(f'id="{name}"' in html for name in described[1].split())
    assert len(described[1].split()) == 2
    assert 'aria-invalid="true"' in html
    assert "Error: This field is required." in text_of(html).replace("Error:  ", "Error: ")


def test_choices_stand_in_a_fieldset_and_a_tick_has_its_label_behind():
    form = PlainForm()

    choices = render("{% cotton field :field='form.open_source' / %}", form=form)
    tick = render("{% cotton field :field='form.sure' / %}", form=form)

    assert "<fieldset" in choices
    assert text_of(choices) == "Open-source? Yes No"
    assert tick.index("<input") < tick.index("<label")


def test_the_summary_lists_every_error_and_leads_to_its_field():
    form = PlainForm({"name": ""})
    form.add_error(None, "The two days contradict each other.")

    html = render("{% cotton errors :form='form' / %}", form=form)

    assert re.findall(r'href="#([\w-]+)"', html) == ["id_name", "id_open_source"]
    assert "The two days contradict each other." in html
    assert render("{% cotton errors :form='form' / %}", form=PlainForm()).strip() == ""


def test_a_component_takes_nothing_from_the_page_around_it():
    html = render("{% cotton card / %}", title="Leaked", note="Leaked", footer="Leaked")

    assert "Leaked" not in html


def test_a_confirmed_step_is_posted_with_its_token():
    html = render("{% cotton confirm action='/withdraw/' label='Withdraw' / %}")

    assert '<form class="confirm-body" method="post" action="/withdraw/">' in html
    assert "csrfmiddlewaretoken" in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Olivia van Dam", "OD"), ("Timetable", "T"), ("", ""), ("🦊 Fox", "F"), ("é b", "ÉB")],
)
def test_an_avatar_has_at_most_two_letters(name, letters):
    assert text_of(render("{% cotton avatar :name='name' / %}", name=name)) == letters
