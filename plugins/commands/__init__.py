"""The commands of tasks.py, a module or package for each."""
