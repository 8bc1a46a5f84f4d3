"""Coercion and labels of insight."""
