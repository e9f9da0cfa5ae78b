"""The Safety and Security Framework, Model Reports and the register of systemic risks."""
