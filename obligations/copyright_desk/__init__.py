"""The copyright desk: policy, crawlers, feed for rightsholders, complaints (Art. 53(1)(c))."""
