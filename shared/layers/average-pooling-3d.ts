import { defineLayer } from './define-layer';
import { pooling } from './pooling-defaults';

export const averagePooling3d = defineLayer({ className: 'AveragePooling3D', ...pooling(3, 'average') });
