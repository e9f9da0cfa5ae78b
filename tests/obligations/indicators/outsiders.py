"""What this room adds to the tests of the whole house."""

from obligations.indicators.services import indicators, readings
from obligations.indicators.services.indicators import Defined
from obligations.indicators.services.readings import Read

PAGE_ROWS = {"indicator_id": "indicator", "reading_id": "reading"}
PUBLIC_ROUTES = {"api-suggested-indicators"}
ROUTES = {
    "api-indicators": None,
    "api-indicator": "indicator",
    "api-indicator-definition": "indicator",
    "api-indicator-definitions": "indicator",
    "api-indicator-end": "indicator",
    "api-indicator-reading-lists": "indicator",
    "api-indicator-readings": "indicator",
    "api-indicator-correction": "indicator",
}
SAID = {
    "name": "planted",
    "meaning": "planted",
    "unit": "%",
    "direction": "none",
    "source": "planted",
}
BODIES = {
    "api-indicators": {
        **SAID,
        "provider": "00000000-0000-4000-8000-000000000000",
        "measure": "cop-tr-1.1",
    },
    "api-indicator-definition": {**SAID, "reason": "planted"},
    "api-indicator-end": {"because": "planted"},
    "api-indicator-reading-lists": {"readings": [{"taken_on": "2026-11-01", "value": "1"}]},
    "api-indicator-readings": {"taken_on": "2026-11-01", "value": "1"},
    "api-indicator-correction": {"value": "2", "reason": "planted"},
}


def rows(ai_model, officer, now):
    made = indicators.define(
        provider=ai_model.provider,
        ai_model=ai_model,
        measure="cop-tr-1.1",
        defined=Defined(
            name="SECRET", meaning="SECRET", unit="%", direction="none", source="SECRET"
        ),
        by=officer,
        now=now,
    )
    taken = [Read(taken_on=now.date(), value="1", note="SECRET")]
    (reading,) = readings.record(indicator=made, taken=taken, by=officer, now=now)
    return {"indicator": made.pk, "reading": reading.pk}
