"""What every page is made of: base templates, components, charts, how numbers are written. No models."""
