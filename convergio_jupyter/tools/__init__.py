"""What teachers can use beside words. So far: running Python that a model wrote."""
