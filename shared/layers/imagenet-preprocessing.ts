import { defineLayer } from './define-layer';

/** Keras has the function `preprocess_input`, but no layer of it. */
export const imageNetPreprocessing = defineLayer({
  className: 'ImageNetPreprocessing',
  positional: ['mode'],
  python: `class ImageNetPreprocessing(layers.Layer):
    """keras.applications.imagenet_utils.preprocess_input as a layer; channels last, red first, 0 to 255."""

    def __init__(self, mode="caffe", **kwargs):
        super().__init__(**kwargs)
        self.mode = mode

    def call(self, x):
        if self.mode == "tf":
            return x / 127.5 - 1.0
        if self.mode == "torch":
            return (x / 255.0 - np.array([0.485, 0.456, 0.406], "float32")) / np.array([0.229, 0.224, 0.225], "float32")
        return keras.ops.flip(x, -1) - np.array([103.939, 116.779, 123.68], "float32")

    def get_config(self):
        return {**super().get_config(), "mode": self.mode}`,
});
