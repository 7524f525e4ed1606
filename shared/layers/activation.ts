import { defineLayer } from './define-layer';

export const activation = defineLayer({ className: 'Activation', positional: ['activation'], padding: 'masked' });
