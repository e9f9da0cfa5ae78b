"""A dossier as PDF/A, XLSX, JSON and OSCAL."""
