import { RecurrentLayer } from './recurrent-layer';
import { simpleRnnCell } from './simple-rnn-cell';

/** Keras's `SimpleRNN`. tfjs's unrolls its steps, and gives other numbers than Keras under a mask. */
export class SimpleRNN extends RecurrentLayer {
  static readonly className = 'StudioSimpleRNN';
  protected readonly cell = simpleRnnCell;
}
