"""The small list that carries every trap, and lists made up on the spot."""

from pathlib import Path

from providers.queries.import_plans import Options

LIST = (Path(__file__).parent / "data" / "list.csv").read_bytes()
OPTIONS = Options(source="A fictional list, CC BY 4.0")


def csv_of(*rows, header="Model,Organization,Training compute (FLOP),Publication date"):
    return "\n".join([header, *rows]).encode()
