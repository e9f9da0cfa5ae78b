"""Ways to demonstrate: Code, standard or other adequate means, and what a change of way affects."""
