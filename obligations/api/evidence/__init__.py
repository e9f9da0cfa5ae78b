"""/evidence/: what a provider records, its versions, and the duties it speaks for."""
