import time

import keras


class EpochClock(keras.callbacks.Callback):
    """Seconds from the beginning of the first epoch to the end of the last; nothing is called in between them."""

    def on_epoch_begin(self, epoch, logs=None):
        if epoch == 0:
            self._began = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds = time.perf_counter() - self._began
