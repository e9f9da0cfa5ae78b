"""Request bodies that refuse what they do not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict
from rest_framework import serializers
from rest_framework.settings import api_settings

_CLIP = 60
_NO_OBJECT = "Write a JSON object with named fields."


class Body(serializers.Serializer[Any]):
    """Fields of one request; a field it does not know is refused by name.

    A misspelt fact that is dropped in silence would change what is owed.
    """

    def to_internal_value(self, data: Any) -> Any:
        """Read the fields; every mistake is listed at once."""
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({api_settings.NON_FIELD_ERRORS_KEY: [_NO_OBJECT]})
        wrong = {
            str(name)[:_CLIP]: [_unknown(str(name), list(self.fields))]
            for name in data
            if name not in self.fields or self.fields[name].read_only
        }
        wrong |= _twice(data, self.fields)
        try:
            found = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if isinstance(error.detail, dict):
                raise serializers.ValidationError({**wrong, **error.detail}) from error
            raise
        if wrong:
            raise serializers.ValidationError(wrong)
        return found


def _twice(data: Mapping[Any, Any], known: Mapping[str, Any]) -> dict[str, list[str]]:
    """Find fields of a form that were given twice where one value is meant."""
    if not isinstance(data, MultiValueDict):
        return {}
    return {
        name: ["Give this once."]
        for name, values in data.lists()
        if len(values) > 1 and not isinstance(known.get(name), serializers.ListField)
    }


def _unknown(name: str, known: list[str]) -> str:
    return f"There is no such field here. There are: {', '.join(known) or 'none'}."


def read(
    kind: type[serializers.Serializer[Any]], data: Any, /, *, partial: bool = False
) -> dict[str, Any]:
    """Read a body by its serializer; raise ValidationError with every mistake."""
    body = kind(data=data, partial=partial)
    body.is_valid(raise_exception=True)
    found: dict[str, Any] = body.validated_data
    return found
