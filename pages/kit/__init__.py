"""What all pages share: templates, security headers, files, a layout that works without script."""
