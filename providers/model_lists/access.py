"""What a list's words on tasks and access say, and what they leave open."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Only tasks that plainly generate something. Recognising speech or characters, describing proteins
# or driving cars says nothing on what the criterion asks (Guidelines, para. 20), so it stays open.
_TEXT = (
    "language modeling/generation|language modeling|japanese language modeling|language generation|"
    "question answering|visual question answering|(visual) question answering|"
    "audio question answering|chat|translation|quantitative reasoning|mathematical reasoning|"
    "image captioning|video description|text summarization|text autocompletion|"
    "instruction interpretation|vision-language generation|retrieval-augmented generation"
)
_TASKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": tuple(_TEXT.split("|")),
        "code": ("code generation", "code autocompletion", "coding"),
        "speech": ("speech synthesis", "text-to-speech (tts)"),
        "audio": ("audio generation", "music generation"),
        "image": ("image generation", "text-to-image", "image-to-image"),
        "video": ("video generation", "text-to-video", "image-to-video", "video-to-video"),
    }
)
MODALITY_BY_TASK: Mapping[str, str] = MappingProxyType(
    {task: modality for modality, tasks in _TASKS.items() for task in tasks}
)

# How a list's word for access reads as the answers of the open-source tests, and as a way of
# placing. A word that is not here answers nothing.
OPENNESS: Mapping[str, Mapping[str, bool]] = MappingProxyType(
    {
        "open weights (unrestricted)": {"licence_open": True, "parameters_public": True},
        "open weights (restricted use)": {"licence_open": False, "parameters_public": True},
        "open weights (non-commercial)": {"licence_open": False, "parameters_public": True},
        "api access": {"parameters_public": False},
        "hosted access (no api)": {"parameters_public": False},
        "unreleased": {"parameters_public": False},
    }
)
ROUTES: Mapping[str, str] = MappingProxyType(
    {
        "open weights (unrestricted)": "public-hub",
        "open weights (restricted use)": "public-hub",
        "open weights (non-commercial)": "public-hub",
        "api access": "api",
        "hosted access (no api)": "chat",
    }
)
UNRELEASED = "unreleased"

_YES_NO: Mapping[str, bool] = MappingProxyType(
    {"yes": True, "true": True, "no": False, "false": False}
)


def modalities(tasks: str) -> list[str]:
    """Name what tasks, joined by commas, plainly generate."""
    named = {MODALITY_BY_TASK.get(task.strip().casefold()) for task in tasks.split(",")}
    return [modality for modality in _TASKS if modality in named]


def openness(access: str, open_weights: str) -> dict[str, bool] | None:
    """Read the open-source answers off the words for access; None where they answer nothing.

    The two cells must not contradict each other: then the parameters stay unknown.
    """
    answers = dict(OPENNESS.get(access.strip().casefold(), {}))
    weights = _YES_NO.get(open_weights.strip().casefold())
    if weights is not None and answers.setdefault("parameters_public", weights) != weights:
        del answers["parameters_public"]
    return answers or None
