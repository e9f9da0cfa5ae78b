"""Words of the safety room in templates."""
