"""Ofsted's call: who hears of it, and what follows where it is corrected or called off."""
