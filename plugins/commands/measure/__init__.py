"""Commands that validate, measure and show built sites."""
