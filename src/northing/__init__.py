"""Northing: the self-hosted operating system of a Head of Product."""

__version__ = "0.1.0"
