"""The models in PyTorch. Each ends in logits, as PyTorch's loss wants them, and takes Keras's weights."""
