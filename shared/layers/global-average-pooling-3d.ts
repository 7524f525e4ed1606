import { defineLayer } from './define-layer';
import { globalPooling } from './pooling-defaults';

export const globalAveragePooling3d = defineLayer({ className: 'GlobalAveragePooling3D', ...globalPooling('average') });
