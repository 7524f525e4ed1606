"""The seven measured models twice: plain Keras 3 and plain PyTorch, as a user of each would write them."""
