"""What every room may use: clock, errors, paging. No models; imports nothing of ours."""
