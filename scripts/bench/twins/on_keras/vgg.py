from keras import Input, Model, applications, layers


def vgg() -> Model:
    """A frozen VGG16 with random weights (their values change no time) and a trained head."""
    base = applications.VGG16(weights=None, include_top=False, input_shape=(224, 224, 3))
    base.trainable = False
    image = Input((224, 224, 3))
    x = layers.GlobalAveragePooling2D()(base(image, training=False))
    x = layers.Dense(128, activation="relu")(x)
    return Model(image, layers.Dense(10, activation="softmax")(x))
