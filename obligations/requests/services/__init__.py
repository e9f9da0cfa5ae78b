"""Recording requests and answering them."""
