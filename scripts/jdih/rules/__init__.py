"""What must hold of documents. Every rule is pure: values in, findings out."""
