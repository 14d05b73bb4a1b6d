"""What people keep in Excel: files of figures read by column name, and templates. The only room that knows openpyxl."""
