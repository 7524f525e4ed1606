import { gruCell } from './gru-cell';
import { RecurrentLayer } from './recurrent-layer';

/** Keras's `GRU`. tfjs's unrolls its steps, and gives other numbers than Keras under a mask. */
export class GRU extends RecurrentLayer {
  static readonly className = 'StudioGRU';
  protected readonly cell = gruCell;
}
