"""Where the company is going: vision, pillars, objectives, key results, and the check-ins that tell."""
