"""The settings and the log: the only reader of the environment."""
