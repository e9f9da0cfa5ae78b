"""What is read of Framework, Model Reports and risks."""
