import { defineLayer } from './define-layer';

export const resizing = defineLayer({
  className: 'Resizing',
  positional: ['height', 'width'],
  defaults: { interpolation: 'bilinear', crop_to_aspect_ratio: false },
  // tfjs's knows no cropping, and its gradient has other pixel centres.
  engine: { className: 'StudioResizing' },
});
