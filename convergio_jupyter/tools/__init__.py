"""What teachers can use beside words: tools that really do what they are asked, within limits."""
