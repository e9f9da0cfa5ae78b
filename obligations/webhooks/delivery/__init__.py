"""From an event to the other side: what is written, how it is signed, where it may go."""
