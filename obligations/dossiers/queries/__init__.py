"""Reading the position of a model on a day."""
