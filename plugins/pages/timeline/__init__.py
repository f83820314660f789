"""The timeline: pages by year, month and day."""
