"""What stands on the page Prioritise besides the scores: candidates, who asks for them, the room there is."""
