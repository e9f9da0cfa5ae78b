"""How every route of the REST API behaves: who asks, what is refused, how lists and races work.

Both apps' ``api`` packages are built from these pieces. They live in the lower app for the reason
the audit trail does: it is the only place both may import.
"""
