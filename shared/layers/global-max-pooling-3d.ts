import { defineLayer } from './define-layer';
import { globalPooling } from './pooling-defaults';

export const globalMaxPooling3d = defineLayer({ className: 'GlobalMaxPooling3D', ...globalPooling('max') });
