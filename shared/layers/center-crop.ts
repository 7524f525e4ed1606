import { defineLayer } from './define-layer';

export const centerCrop = defineLayer({
  className: 'CenterCrop',
  positional: ['height', 'width'],
  engine: { className: 'StudioCenterCrop' },
});
