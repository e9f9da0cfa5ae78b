"""What can go wrong, and the exit code that says so to a pipeline."""

REFUSED = 1
WRONG_USE = 2
NOT_ALLOWED = 3
NOT_FOUND = 4
UNREACHABLE = 5
FOUND_SOME = 10


class Failure(Exception):
    """Ends the program with a sentence and an exit code; ``status`` is that of an answer."""

    def __init__(self, message: str, code: int, status: int = 0) -> None:
        super().__init__(message)
        self.code, self.status = code, status
