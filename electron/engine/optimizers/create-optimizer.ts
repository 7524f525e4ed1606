import type { OptimizerSettings } from '../../../shared/training';
import { adadelta } from './adadelta';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamax } from './adamax';
import { adamw } from './adamw';
import { lion } from './lion';
import { nadam } from './nadam';
import type { Optimizer } from './optimizer';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

/** The optimizer that the training settings name. */
export function createOptimizer(settings: OptimizerSettings): Optimizer {
  switch (settings.name) {
    case 'adam':
      return adam(settings);
    case 'adamw':
      return adamw(settings);
    case 'sgd':
      return sgd(settings);
    case 'rmsprop':
      return rmsprop(settings);
    case 'nadam':
      return nadam(settings);
    case 'adamax':
      return adamax(settings);
    case 'adagrad':
      return adagrad(settings);
    case 'adadelta':
      return adadelta(settings);
    case 'lion':
      return lion(settings);
  }
}
