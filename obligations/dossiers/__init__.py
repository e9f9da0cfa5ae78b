"""The whole position of a model on any day, as PDF, XLSX, JSON and OSCAL."""
