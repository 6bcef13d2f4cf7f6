"""Composes the layers below: a manual with all that is wrong with it, what is shown in each language, and the site made of it."""
