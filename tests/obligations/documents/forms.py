"""A Word file with the rows of the official form, filled in and files that are not.

The rows are those of the form, in this project's own words where the form's do not matter: the form
itself is not part of the project.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
MODALITIES = ("Text", "Images", "Audio", "Video")
OTHER = "If any other please specify:"
RANGES = (
    ("1—500M", "500M—5B", " 5B—15B", "15B—50B"),
    ("50B—100B", "100B—500B", "500B—1T", ">1T"),
)
CATEGORIES = (
    "Web crawling",
    "Private non-publicly available datasets obtained from third parties",
    "User data",
    "Publicly available datasets",
    "Data collected through other means",
    "Synthetic data that is not publicly accessible (when created directly by the provider)",
)
# Section, caption, marks of each row of its own: AI Office, authorities, downstream providers.
PLAIN = (
    ("General information", "Legal name for\nthe model provider:", ("xxx",)),
    ("", "Model name:", ("xxx",)),
    ("", "Model authenticity:", ("xx-",)),
    ("", "Release date:", ("xxx",)),
    ("", "Union market release date:", ("xxx",)),
    ("", "Model dependencies:", ("xxx",)),
    ("Model properties", "Model architecture:", ("xxx",)),
    ("", "Design specifications of the model:", ("xx-",)),
    ("", "Input modalities:", ()),
    ("", "Output modalities:", ()),
    ("", "Total model size:", ("x--",)),
    ("", "The range within which the total number of parameters falls.", ()),
    ("Methods of distribution and licenses", "Distribution channels:", ("xx-", "--x")),
    ("", "License:", ("xx-", "--x", "x-x")),
    ("Use", "Acceptable Use Policy:", ("xxx",)),
    ("", "Intended uses:", ("xxx",)),
    ("", "Type and nature of AI systems in which the model can be integrated:", ("xxx",)),
    ("", "Technical means for model integration:", ("--x",)),
    ("", "Required hardware:", ("--x",)),
    ("", "Required software:", ("--x",)),
    ("Training process", "Design specifications of the training process:", ("xx-",)),
    ("", "Decision rationale:", ("xx-",)),
    ("Information on the data used for training", "Data type/modality:", ()),
    ("", "Data provenance:", ()),
    ("", "How data was obtained and selected:", ("xx-",)),
    ("", "Number of data points:", ("-x-", "x--")),
    ("", "Scope and main characteristics:", ("xx-",)),
    ("", "Data curation methodologies:", ("xxx",)),
    ("", "Measures to detect unsuitability of data sources:", ("xx-",)),
    ("", "Measures to detect identifiable biases:", ("xx-",)),
    ("Computational resources (during training)", "Training time:", ("-x-", "x--")),
    ("", "Amount of computation used for training:", ("-x-", "x--")),
    ("", "Measurement methodology:", ("xx-",)),
    ("Energy consumption (during training)", "Amount of energy used for training:", ("xx-",)),
    ("", "Measurement methodology:", ("xx-",)),
    ("", "Benchmarked amount of computation used for inference:", ("xx-",)),
    ("", "Measurement methodology:", ("xx-",)),
)


class Form:
    """Builds the form; ``answers`` by caption and number, such as {"License: 2": "MIT"}.

    ``ticked`` are labels whose boxes are ticked: "Text" ticks it everywhere, "Text@Input" in the
    row whose caption begins so. ``boxes`` is how a box is made, a key of BOXES.
    """

    def __init__(
        self,
        answers: Mapping[str, str] | None = None,
        *,
        ticked: Sequence[str] = (),
        boxes: str = "control",
        order: Sequence[int] | None = None,
        times: int = 1,
    ) -> None:
        self.document = Document()
        self.answers, self.ticked, self.boxes = answers or {}, ticked, boxes
        self.seen: dict[str, int] = {}
        rows = [PLAIN[place] for place in order] if order else PLAIN
        for _ in range(times):
            self.table = self.document.add_table(rows=0, cols=9)
            self.seen = {}
            for section, caption, marks in rows:
                self._rows(section, caption, marks)

    def bytes(self) -> io.BytesIO:
        """Give the file."""
        found = io.BytesIO()
        self.document.save(found)
        found.seek(0)
        return found

    def _rows(self, section: str, caption: str, marks: Sequence[str]) -> None:
        if section:
            self._row(section, [], "", ["AIO", "NCAs", "DPs"])
        for number, each in enumerate(marks):
            self.seen[caption] = self.seen.get(caption, 0) + 1
            key = caption.replace("\n", " ")
            said = self.answers.get(f"{key} {self.seen[caption]}", "")
            said = said or (self.answers.get(key, "") if self.seen[caption] == 1 else "")
            signs = ["☒" if one == "x" else "☐" for one in each]
            self._row(caption if number == 0 else "", [said], "", signs)
        if caption.startswith(("Input", "Output", "Data type")):
            self._modalities(caption)
        elif caption.startswith("The range"):
            for labels in RANGES:
                self._row(caption if labels is RANGES[0] else "", labels, caption, ["☐", "☒", "☒"])
        elif caption.startswith("Data provenance"):
            self._row(caption, CATEGORIES[:3], caption, ["☒"] * 3)
            other = self.answers.get(f"{caption} other", "")
            self._row("For definitions of each listed category, see", CATEGORIES[3:], caption, [])
            self.table.rows[-1].cells[5].text = f"{OTHER} {other}"

    def _modalities(self, caption: str) -> None:
        sizes = [self.answers.get(f"{caption} {one} size", "") for one in (*MODALITIES, "other")]
        other = f"{OTHER} {self.answers.get(f'{caption} other', '')}"
        self._row(caption, MODALITIES, caption, ["☒"] * 3)
        self.table.rows[-1].cells[5].text = other
        if caption.startswith("Input"):
            told = "For each selected modality please include maximum input size"
            self._row(told, [f"Maximum size: {one or '…'}" for one in sizes], "", ["☒", "☐", "☒"])
        elif caption.startswith("Output"):
            for cell, size in zip(self.table.rows[-1].cells[1:5], sizes, strict=False):
                cell.add_paragraph(f"Maximum size: {size or '…'}")
            self._row("", ["", "", "", "", f"Maximum size: {sizes[4] or '…'}"], "", [])

    def _row(self, caption: str, cells: Sequence[str], group: str, marks: Sequence[str]) -> None:
        row = self.table.add_row()
        row.cells[0].text = caption
        for place, words in enumerate(cells, start=1):
            if group:
                self._box(row.cells[place].paragraphs[0], words, group)
            else:
                row.cells[place].text = words
        for place, words in enumerate(marks, start=6):
            row.cells[place].text = words

    def _box(self, paragraph, words: str, group: str) -> None:
        names = [one.partition("@") for one in self.ticked]
        is_on = any(
            words.strip().startswith(name) and group.startswith(where) for name, _, where in names
        )
        paragraph._p.append(parse_xml(BOXES[self.boxes](is_on)))
        paragraph.add_run(words)


def _control(is_on: bool) -> str:
    return _state(is_on, "☒" if is_on else "☐")


def _contradicted(is_on: bool) -> str:
    """A box whose recorded state is not the one shown, as some programs save it."""
    return _state(True, "☒" if is_on else "☐")


def _bare(is_on: bool) -> str:
    return _state(is_on, "")


def _state(is_on: bool, sign: str) -> str:
    return (
        f"<w:sdt {nsdecls('w')} {W14}><w:sdtPr><w14:checkbox><w14:checked w14:val="
        f'"{int(is_on)}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{sign}</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )


def _sign(is_on: bool) -> str:
    return f"<w:r {nsdecls('w')}><w:t>{'✔' if is_on else '□'}</w:t></w:r>"


def _symbol(is_on: bool) -> str:
    code = "F0FE" if is_on else "F0A8"
    return f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'


def _field(is_on: bool) -> str:
    checked = "<w:checked/>" if is_on else ""
    return (
        f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        f'<w:default w:val="0"/>{checked}</w:checkBox></w:ffData></w:fldChar></w:r>'
    )


BOXES = {
    "control": _control,
    "contradicted": _contradicted,
    "bare": _bare,
    "sign": _sign,
    "symbol": _symbol,
    "field": _field,
}


def archive(**parts: bytes) -> io.BytesIO:
    """A zip of parts; double underscores stand for the slash of a path."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/"), data)
    found.seek(0)
    return found


def rewritten(form: io.BytesIO, change) -> io.BytesIO:
    """The same file with its members as ``change(name, data)`` gives them; None leaves one out."""
    found = io.BytesIO()
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    found.seek(0)
    return found
