import { defineLayer } from './define-layer';
import { pooling } from './pooling-defaults';

export const maxPooling3d = defineLayer({ className: 'MaxPooling3D', ...pooling(3, 'max') });
