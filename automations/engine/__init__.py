"""The machinery that every workflow runs on: commands, jobs, the clock, cards kept true."""
