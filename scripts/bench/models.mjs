/**
 * The measured models by name, in the order of the marks, and the least that ours may be of Keras as users run it:
 * models.ts draws them, twins/ writes them in Keras and in PyTorch.
 */
export const MODELS = {
  cnn: { title: 'CNN 28×28', least: 1.1 },
  lstm: { title: 'LSTM 64×100', least: 1.1 },
  transformer: { title: 'Transformer 2×128×64', least: 1.1 },
  vit: { title: 'ViT-Tiny 32×32', least: 1.1 },
  translator: { title: 'Bahdanau translator', least: 1.1 },
  ft: { title: 'FT-Transformer', least: 1.1 },
  vgg: { title: 'frozen VGG16 224×224, trained head', least: 1 },
};
