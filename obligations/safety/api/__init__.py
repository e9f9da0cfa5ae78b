"""The safety room through the API."""
