import { defineLayer } from './define-layer';
import { pooling } from './pooling-defaults';

export const averagePooling2d = defineLayer({ className: 'AveragePooling2D', ...pooling(2, 'average') });
