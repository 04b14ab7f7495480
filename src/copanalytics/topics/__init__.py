"""One module a topic, which is a notebook and a chapter: its questions as sections.

They use the measures of the flat modules and never import one another.
"""
