"""Schema: how keys are declared, and how front matter and YAML are read by them."""
