import type { CustomLayer } from './layer-call';

/** The Python twin of a layer that Keras does not have; the same names, weights and numbers as ours. */
export function customLayerSource(name: CustomLayer): string {
  switch (name) {
    case 'ColumnEmbedding':
      return '';
  }
}
