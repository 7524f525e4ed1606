import { defineLayer } from './define-layer';
import { pooling } from './pooling-defaults';

export const maxPooling1d = defineLayer({ className: 'MaxPooling1D', ...pooling(1, 'max') });
