"""Product lines and products: what each is for, who owns it and where it stands in its life."""
