import { lstmCell } from './lstm-cell';
import { RecurrentLayer } from './recurrent-layer';

/** Keras's `LSTM`. tfjs's runs its input product step by step, and gives other numbers than Keras under a mask. */
export class LSTM extends RecurrentLayer {
  static readonly className = 'StudioLSTM';
  protected readonly cell = lstmCell;
}
