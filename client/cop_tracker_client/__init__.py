"""Command line of the Code of Practice Tracker."""
