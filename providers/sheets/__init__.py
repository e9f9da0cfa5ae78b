"""Lists as CSV and XLSX, exactly as filtered: one mechanism for every list of the product."""
