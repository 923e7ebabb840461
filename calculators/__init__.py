"""The rules room: numbers in, numbers out. Knows no page, no HTML, no MkDocs and no clock."""
