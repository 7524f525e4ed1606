import { defineLayer } from './define-layer';
import { globalPooling } from './pooling-defaults';

export const globalMaxPooling2d = defineLayer({ className: 'GlobalMaxPooling2D', ...globalPooling('max') });
