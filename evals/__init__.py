"""Questions, grading and runs of the eval suite."""
