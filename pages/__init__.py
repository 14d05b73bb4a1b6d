"""What people see in a browser. It shows what automations read and hands on what people decide; it decides nothing."""
