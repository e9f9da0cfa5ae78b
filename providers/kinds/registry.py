"""The declared kinds of facts, in the order in which people meet them."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from providers.errors import InvalidInput
from providers.kinds.fields import Choice, Field, FieldKind, Kind, Subject

SIZES = (
    Choice("micro", _("Micro-enterprise")),
    Choice("sme", _("Small or medium-sized enterprise (SME)")),
    Choice("smc", _("Small mid-cap enterprise (SMC)")),
    Choice("large", _("Larger than that")),
)
CHAPTERS = (
    Choice("transparency", _("Transparency")),
    Choice("copyright", _("Copyright")),
    Choice("safety-security", _("Safety and Security")),
)
METHODS = (
    Choice("architecture", _("From the architecture: parameters and tokens")),
    Choice("hardware", _("From the hardware: units, time and utilisation")),
    Choice("components", _("As a sum of components")),
    Choice("published", _("Published by somebody else")),
    Choice("other", _("Another method")),
)
ROUTES = (
    Choice("library", _("Software library or package")),
    Choice("api", _("Application programming interface")),
    Choice("public-hub", _("Public catalogue, hub or repository, for download")),
    Choice("physical-copy", _("Physical copy")),
    Choice("cloud", _("Cloud computing service")),
    Choice("customer-infrastructure", _("Copied to a customer's own infrastructure")),
    Choice("chat", _("Chatbot in a web interface")),
    Choice("app-store", _("Application in an app store")),
    Choice("own-system", _("Part of an own AI system that is placed or put into service")),
    Choice("internal", _("Internal processes essential to a product or affecting people's rights")),
    Choice("other", _("Another way")),
)
MODALITIES = (
    Choice("text", _("Text")),
    Choice("code", _("Code")),
    Choice("speech", _("Speech")),
    Choice("audio", _("Other audio")),
    Choice("image", _("Images")),
    Choice("video", _("Video")),
    Choice("other", _("Something else")),
)
DESIGNATIONS = (
    Choice("52(4)", _("Ex officio or after an alert, on the criteria of Annex XIII (Art. 52(4))")),
    Choice("52(1)", _("Because the notification was missing (Art. 52(1))")),
)

# No chapter could be signed before the Code was published.
CODE_PUBLISHED = date(2025, 7, 10)
# Models placed long before the Act still owe from 2 August 2027 on (Art. 111(3)).
FIRST_MODELS = date(2010, 1, 1)

ESTABLISHMENT = Kind(
    "establishment",
    _("Where the provider is established"),
    Subject.PROVIDER,
    _("A provider outside the Union needs an authorised representative before it places a model."),
    "AI Act, Art. 54(1)",
    (Field("country", _("Country"), FieldKind.COUNTRY),),
)
SIZE = Kind(
    "size",
    _("Size of the provider"),
    Subject.PROVIDER,
    _(
        "Smaller providers meet some measures of the Code in a simpler way; the fines make no "
        "difference."
    ),
    "AI Act, Art. 3(14a) and (14b)",
    (Field("size", _("Size"), FieldKind.CHOICE, choices=SIZES),),
)
CODE_SIGNATURE = Kind(
    "code-signature",
    _("Chapters of the Code of Practice signed"),
    Subject.PROVIDER,
    _(
        "Each chapter is signed on its own. What a chapter not signed would have "
        "shown has to be shown "
        "by other adequate means."
    ),
    "AI Act, Arts. 53(4) and 55(2)",
    (
        Field(
            "chapters",
            _("Chapters signed, each with its day"),
            FieldKind.SIGNATURES,
            _(
                "A chapter that is left out is not signed; one without a day was "
                "signed on a day not "
                "known here."
            ),
            choices=CHAPTERS,
            earliest=CODE_PUBLISHED,
        ),
    ),
)
REPRESENTATIVE = Kind(
    "representative",
    _("Authorised representative in the Union"),
    Subject.PROVIDER,
    _("The written mandate has to be in force before a model is placed on the Union market."),
    "AI Act, Art. 54",
    (
        Field("name", _("Name of the representative"), FieldKind.NAME, limit=200),
        Field("since", _("Mandate in force since"), FieldKind.DATE),
        Field(
            "until", _("Mandate ended on"), FieldKind.DATE, _("Leave open while it is in force.")
        ),
        Field("established_in", _("Established in"), FieldKind.COUNTRY),
        Field("contact", _("How to reach the representative"), FieldKind.TEXT, limit=500),
    ),
)
COMPUTE = Kind(
    "compute",
    _("Training compute"),
    Subject.MODEL,
    _(
        "Whether a model is general-purpose turns on the compute that updated its "
        "parameters; whether "
        "it carries systemic risk on everything that added to its capabilities."
    ),
    "AI Act, Art. 51(2); Guidelines, paras. 17 and 115 to 129",
    (
        Field(
            "training_compute_flop",
            _("Training compute (FLOP)"),
            FieldKind.FLOP,
            _("Compute that directly contributed to parameter updates, such as 1.5e24."),
            "Guidelines, para. 115",
        ),
        Field(
            "cumulative_compute_flop",
            _("Cumulative training compute (FLOP)"),
            FieldKind.FLOP,
            _(
                "All of it: pre-training, synthetic data that is not public, fine-tuning, merged "
                "weights."
            ),
            "Guidelines, paras. 116 to 119",
        ),
        Field("method", _("How it was estimated"), FieldKind.CHOICE, choices=METHODS),
        Field(
            "uncertainty_percent",
            _("Uncertainty (percent of the estimate)"),
            FieldKind.PERCENT,
            _("An estimate should be accurate within 30 percent."),
            "Guidelines, para. 120",
        ),
        Field("assumptions", _("Assumptions and approximations"), FieldKind.TEXT),
    ),
)
PLACEMENT = Kind(
    "placement",
    _("Placing on the Union market"),
    Subject.MODEL,
    _(
        "The first making available in the Union in the course of a commercial "
        "activity, paid or free. "
        "A day of publication elsewhere is not this day."
    ),
    "AI Act, Art. 3(9) and (10); Guidelines, paras. 51 to 56",
    (
        Field(
            "union_market_date",
            _("Placed on the Union market on"),
            FieldKind.DATE,
            _("A day in the future is a plan."),
            earliest=FIRST_MODELS,
        ),
        Field("is_planned", _("This day is planned"), FieldKind.TRUTH),
        Field("how", _("How it is placed"), FieldKind.CHOICE, choices=ROUTES),
    ),
)
GENERAL_PURPOSE = Kind(
    "general-purpose",
    _("Own decision whether the model is general-purpose"),
    Subject.MODEL,
    _("A reasoned decision in either direction outweighs the indicative criterion."),
    "AI Act, Art. 3(63); Guidelines, paras. 17 to 20",
    (
        Field("decision", _("It is a general-purpose AI model"), FieldKind.TRUTH),
        Field("reasons", _("Reasons"), FieldKind.TEXT),
    ),
)
CAPABILITIES = Kind(
    "capabilities",
    _("What the model can generate"),
    Subject.MODEL,
    _(
        "The indicative criterion asks for language, text-to-image or text-to-video "
        "besides compute."
    ),
    "Guidelines, para. 17",
    (
        Field("output_modalities", _("It generates"), FieldKind.CHOICES, choices=MODALITIES),
        Field("broad_generality", _("It does many distinct tasks competently"), FieldKind.TRUTH),
    ),
)
OPEN_SOURCE = Kind(
    "open-source",
    _("Licence and openness"),
    Subject.MODEL,
    _(
        "All tests together exempt from documentation and representative, unless the model carries "
        "systemic risk."
    ),
    "AI Act, Arts. 53(2) and 54(6); Guidelines, paras. 73 to 89",
    (
        Field("licence", _("Licence"), FieldKind.NAME, limit=200),
        Field(
            "licence_open",
            _("It lets everybody access, use, change and pass on the model"),
            FieldKind.TRUTH,
            _("Non-commercial or research-only terms do not."),
            "Guidelines, paras. 73 to 81",
        ),
        Field(
            "monetised",
            _("The provider takes money for it"),
            FieldKind.TRUTH,
            _("Optional paid services beside it do not count."),
            "Guidelines, paras. 82 to 86",
        ),
        Field("parameters_public", _("Its parameters are public"), FieldKind.TRUTH),
        Field("architecture_public", _("Its architecture is public"), FieldKind.TRUTH),
        Field(
            "usage_information_public",
            _("Information on its use is public"),
            FieldKind.TRUTH,
            _("Modalities, capabilities, limitations, and how to integrate it."),
            "Guidelines, paras. 87 to 89",
        ),
    ),
)
THRESHOLD_KNOWN = Kind(
    "threshold-known",
    _("Day on which it became known that the threshold is or will be met"),
    Subject.MODEL,
    _("It may lie before the training run; the notification is due within two weeks of it."),
    "AI Act, Art. 52(1); Guidelines, para. 30",
    (Field("on", _("Known on"), FieldKind.DATE),),
)
NOTIFICATION = Kind(
    "notification",
    _("Notification to the Commission"),
    Subject.MODEL,
    _("That the model meets the condition of high-impact capabilities."),
    "AI Act, Art. 52(1)",
    (Field("submitted_on", _("Submitted on"), FieldKind.DATE),),
)
DESIGNATION = Kind(
    "designation",
    _("Designation by the Commission"),
    Subject.MODEL,
    _("A designated model carries systemic risk whatever its compute."),
    "AI Act, Arts. 51(1)(b), 52(1) and 52(4); Guidelines, paras. 43 and 44",
    (
        Field("on", _("Provider informed on"), FieldKind.DATE),
        Field("basis", _("On which ground"), FieldKind.CHOICE, choices=DESIGNATIONS),
    ),
)
REBUTTAL = Kind(
    "rebuttal",
    _("Arguments against the classification"),
    Subject.MODEL,
    _("They suspend nothing; if they are accepted, the obligations end when the provider is told."),
    "AI Act, Art. 52(2) and (3); Guidelines, paras. 32 to 40",
    (
        Field("submitted_on", _("Submitted on"), FieldKind.DATE),
        Field("accepted_on", _("Accepted on"), FieldKind.DATE),
        Field("rejected_on", _("Rejected on"), FieldKind.DATE),
    ),
)
MODIFICATION = Kind(
    "modification",
    _("Modification of another model"),
    Subject.MODEL,
    _(
        "More than a third of the original's training compute points to a provider of the modified "
        "model."
    ),
    "AI Act, recital 109; Guidelines, paras. 57 to 68",
    (
        Field("original_model", _("Original model"), FieldKind.NAME, limit=200),
        Field("compute_flop", _("Training compute of the modification (FLOP)"), FieldKind.FLOP),
        Field(
            "original_compute_flop", _("Training compute of the original (FLOP)"), FieldKind.FLOP
        ),
        Field("original_systemic", _("The original carries systemic risk"), FieldKind.TRUTH),
        Field(
            "same_provider",
            _("The original is the same provider's"),
            FieldKind.TRUTH,
            _("Then it is one model through its whole lifecycle, and the third is not tested."),
            "Guidelines, para. 22",
        ),
    ),
)

KINDS = MappingProxyType(
    {
        one.name: one
        for one in (
            ESTABLISHMENT,
            SIZE,
            CODE_SIGNATURE,
            REPRESENTATIVE,
            PLACEMENT,
            COMPUTE,
            CAPABILITIES,
            GENERAL_PURPOSE,
            OPEN_SOURCE,
            THRESHOLD_KNOWN,
            NOTIFICATION,
            REBUTTAL,
            DESIGNATION,
            MODIFICATION,
        )
    }
)


def kind(name: object) -> Kind:
    """Find a kind by its name; raises InvalidInput on ``kind`` for any other."""
    found = KINDS.get(name) if isinstance(name, str) else None
    if found is None:
        told = gettext("Choose a kind of fact from: {known}.")
        raise InvalidInput(told.format(known=", ".join(KINDS)), field="kind")
    return found


def kinds_about(subject: Subject) -> tuple[Kind, ...]:
    """List the kinds of facts about a provider, or about a model."""
    return tuple(one for one in KINDS.values() if one.subject is subject)
