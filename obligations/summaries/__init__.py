"""The public summary of training content: rules, public page, updates (Art. 53(1)(d))."""
