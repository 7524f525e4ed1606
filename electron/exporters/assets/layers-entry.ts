import { registerLayers } from '../../engine/layers/register-layers';

// `layers.js` of an export to TF.js: the very files that train, bundled without TF.js itself.
registerLayers();
