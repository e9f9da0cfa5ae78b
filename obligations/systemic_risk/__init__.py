"""Article 52: the compute ledger, notification and rebuttal, designation and reassessment."""
