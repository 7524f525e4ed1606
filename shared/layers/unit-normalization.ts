import { defineLayer } from './define-layer';

export const unitNormalization = defineLayer({ className: 'UnitNormalization', defaults: { axis: -1 }, padding: 'masked' });
