"""The paper on file: the report proforma as a Word document, and reading it back from whoever saved it."""
