import { defineLayer } from './define-layer';

export const inputLayer = defineLayer({
  className: 'InputLayer',
  engine: {
    config: ({ config }) => {
      const { batch_shape: shape, ...rest } = config;
      return { ...rest, batch_input_shape: shape ?? null };
    },
  },
});
