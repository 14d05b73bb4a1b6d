"""Records of School Improvement Partners: shown, changed, and chased when checks run out."""
