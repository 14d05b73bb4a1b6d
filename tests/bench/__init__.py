"""How fast a click is answered, beside what the SDK can do, in one run (`make bench`)."""
