"""Documents from files: what a filled form says, read and never believed in silence."""
