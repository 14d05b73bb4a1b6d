"""At which half-days a visit can be, and which are good ones."""
