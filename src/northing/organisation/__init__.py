"""The organisation, its members and teams; who may do what; who changed what, when and why."""
