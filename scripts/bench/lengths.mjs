/** Places of a sequence, one measurement each. */
export const LENGTHS = [64, 128, 256, 512, 1024, 2048, 4096];

/** Kinds of attention by name, in the order of tables and legends; length-models.ts builds them. */
export const KINDS = {
  full: { title: 'full attention' },
  local: { title: 'local attention' },
  linear: { title: 'linear attention' },
};

/** What a model does with a batch, by name. */
export const PASSES = { train: { title: 'training step' }, predict: { title: 'prediction' } };

/** The block that length-models.ts builds, in words; the window is that of local attention, on each side. */
export const BLOCK = 'one self-attention block, d_model 64, 4 heads × 16, window 32, batch 1';
