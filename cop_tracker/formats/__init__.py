"""What a language changes in numbers that a template prints bare: nothing.

Such numbers are coordinates, addresses and values of inputs. Numbers for people go through the
filter ``number``, days and instants through ``legal_date``.
"""
