import { defineLayer } from './define-layer';

export const flatten = defineLayer({ className: 'Flatten', defaults: { data_format: 'channels_last' } });
