"""Coercion and labels of what people type into the plan."""
