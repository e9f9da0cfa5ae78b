"""What is written of Framework, Model Reports and risks."""
