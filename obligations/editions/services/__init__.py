"""What is written: changes of edition, their steps, previews that were asked for."""
