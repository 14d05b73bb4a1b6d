"""The SIP team's meetings."""
