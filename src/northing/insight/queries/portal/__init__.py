"""What the portal shows: to customers (`place`, `planned`, `ideas`, `changes`), and to its keepers (`desk`)."""
