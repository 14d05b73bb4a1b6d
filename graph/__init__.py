"""Microsoft 365: the directory and the document libraries, by msgraph-sdk's requests and our own reading."""
