"""Static files, named by their content and squeezed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Squeeze only what is new: a file named by its hash never changes.

    Squeezing everything takes ten seconds of a start, and nearly all of it is other people's code.
    """

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Squeeze the files that have no squeezed copy yet."""
        return super().compress_files({path for path in paths if not self.exists(f"{path}.gz")})
