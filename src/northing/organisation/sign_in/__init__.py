"""How somebody proves who they are: allauth does the work, this package gives it our rules, words and pages."""
