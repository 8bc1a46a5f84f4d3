"""What customers say, out of the files of other tools."""
