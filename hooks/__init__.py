"""Pages: reads docs/_data, asks the calculators, renders templates, hands HTML to MkDocs."""
