import { defineLayer } from './define-layer';
import { globalPooling } from './pooling-defaults';

export const globalMaxPooling1d = defineLayer({ className: 'GlobalMaxPooling1D', ...globalPooling('max') });
