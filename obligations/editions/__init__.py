"""Changes of the law: comparing editions, previewing, applying and undoing them."""
