"""Import events of the UCDP Georeferenced Event Dataset."""
