import { defineLayer } from './define-layer';
import { pooling } from './pooling-defaults';

export const averagePooling1d = defineLayer({ className: 'AveragePooling1D', ...pooling(1, 'average') });
