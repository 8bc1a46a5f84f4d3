"""Readers and writers of the data of other tools."""
