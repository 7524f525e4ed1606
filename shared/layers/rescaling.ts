import { defineLayer } from './define-layer';

export const rescaling = defineLayer({ className: 'Rescaling', positional: ['scale'], defaults: { offset: 0 }, padding: 'masked' });
