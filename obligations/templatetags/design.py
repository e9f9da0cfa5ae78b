"""What the components in templates/cotton need from Python: words, icons, dates, initials."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from obligations import words
from providers import reader, written

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite: decoration beside a word, or an image with a label."""
    # Kept, because a list page draws hundreds and looking up the sprite's address is most of it.
    address = f"{static('cop_tracker/icons.svg')}#{name}"
    if label:
        image = '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>'
        return format_html(image, label, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def word(kind: str, value: object) -> words.Word:
    """Look a status up in the vocabulary; see obligations.words."""
    return words.word(kind, value)


@register.simple_tag
def status(kind: str, value: object) -> SafeString:
    """Show a status as icon and word, for the cells of a table."""
    return _status(kind, value, reader.language())


@lru_cache(maxsize=512)
def _status(kind: str, value: object, _language: str) -> SafeString:
    shown = words.word(kind, value)
    return format_html(
        '<span class="status tone-{}" title="{}">{}{}</span>',
        shown.tone,
        shown.meaning or words.KINDS[kind],
        icon(shown.icon),
        shown.text,
    )


@register.simple_tag
def sign(kind: str, value: object) -> SafeString:
    """Show a status as its icon alone, in its tone; the words are read out and shown on hover."""
    return _sign(kind, value, reader.language())


@lru_cache(maxsize=512)
def _sign(kind: str, value: object, _language: str) -> SafeString:
    shown = words.word(kind, value)
    said = f"{words.KINDS[kind]}{colon()} {shown.text}"
    return format_html(
        '<span class="sign tone-{}" title="{}">{}</span>', shown.tone, said, icon(shown.icon, said)
    )


@register.simple_tag
def badge(kind: str, value: object, labelled: object = False) -> SafeString:
    """Show a status in a box; its kind is read out, and shown where it is labelled."""
    return _badge(kind, value, bool(labelled), reader.language())


@lru_cache(maxsize=512)
def _badge(kind: str, value: object, labelled: bool, _language: str) -> SafeString:
    shown = words.word(kind, value)
    name = words.KINDS[kind]
    return format_html(
        '<span class="badge tone-{}" title="{}">{}<span class="{}">{}{} </span>{}</span>',
        shown.tone,
        f"{name}{colon()} {shown.meaning}" if shown.meaning else name,
        icon(shown.icon),
        "badge-kind" if labelled else "sr-only",
        name,
        colon(),
        shown.text,
    )


@register.simple_tag
def flag(value: object, on: date | None = None, quiet: object = False) -> str | SafeString:
    """Show how near a deadline is, with its day where given; quiet leaves calm ones out."""
    shown = words.word("flag", value)
    if quiet and shown.tone == "neutral":
        return ""
    day = format_html('<span class="flag-day">{}</span>', legal_date(on)) if on else ""
    return format_html(
        '<span class="flag tone-{}" title="{}">{}<span class="sr-only">{}{} </span>{}{}</span>',
        shown.tone,
        shown.meaning or words.KINDS["flag"],
        icon(shown.icon),
        words.KINDS["flag"],
        colon(),
        shown.text,
        day,
    )


@register.filter
def kind_name(kind: str) -> str:
    """Say in words which fact a kind of status is about."""
    return str(words.KINDS[kind])


@register.simple_tag
def legal_date(value: date | datetime | None) -> str | SafeString:
    """Print a day with its weekday, or an instant with its time zone; nothing for nothing.

    An instant is shown in the reader's time zone, with Brussels beside it where that is another. A
    day of the law is a day in Brussels for everybody.
    """
    if not value:
        return ""
    if not isinstance(value, datetime):
        text = written.day(value, reader.language())
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)
    local = value.astimezone(reader.zone())
    text = written.instant(local, reader.language())
    if local.utcoffset() == value.astimezone(reader.BRUSSELS).utcoffset():
        return format_html('<time datetime="{}">{}</time>', local.isoformat(), text)
    brussels = written.instant(value.astimezone(reader.BRUSSELS), reader.language())
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(),
        _("In Brussels: {instant}").format(instant=brussels),
        text,
    )


@register.filter
def long_day(value: date | datetime | None) -> str:
    """Write a day within a title or an attribute, as text alone; nothing for nothing."""
    if not value:
        return ""
    day = value.astimezone(reader.BRUSSELS).date() if isinstance(value, datetime) else value
    return written.long_day(day, reader.language())


@register.filter
def number(value: float | Decimal | None) -> str:
    """Print a number with the separators of the reader's language; nothing for nothing."""
    return "" if value is None else written.number(value, reader.language())


@register.filter
def figure(value: object) -> str:
    """Print an amount such as 1.5e25 with the reader's decimal sign; nothing for nothing."""
    return "" if value is None else written.figure(str(value), reader.language())


@register.simple_tag
def colon() -> str:
    """Print the colon between a name and what is said of it, as the reader's language sets it."""
    return written.colon(reader.language())


@register.filter
def size(count: int | None) -> str:
    """Print a number of bytes in the unit that fits it; nothing for nothing."""
    return "" if count is None else written.size(count, reader.language())


@register.filter
def initials(name: object) -> str:
    """Shorten a person's or provider's name to at most two letters for an avatar."""
    parts = [part for part in str(name).split() if part[0].isalnum()]
    letters = [parts[0][0], parts[-1][0]] if len(parts) > 1 else [part[0] for part in parts]
    return "".join(letters).upper()


@register.simple_tag(takes_context=True)
def export_links(context: template.Context, of: str = "") -> SafeString:
    """Offer the list of a page as a file, exactly as the address filters it.

    ``of`` names a further list of the same page.
    """
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    if of:
        asked["of"] = of
    links = {}
    for form in ("csv", "xlsx"):
        asked["export"] = form
        links[form] = f"?{asked.urlencode()}"
    return format_html(
        '<p class="export no-print">{}<span>{}</span> '
        '<a href="{}">CSV</a> <a href="{}">XLSX</a></p>',
        icon("download"),
        _("Export this list:"),
        links["csv"],
        links["xlsx"],
    )
