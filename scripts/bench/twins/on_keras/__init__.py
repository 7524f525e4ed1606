"""The models in Keras 3 on TensorFlow."""
