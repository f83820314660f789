"""What the verbs of tasks.py do, one module to a command."""
