"""The composition root: environment, settings, urls, command line, web server and background worker."""
