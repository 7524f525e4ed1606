import type { OptimizerSettings, ScheduleSettings } from '../../shared/training';

/** An optimizer or schedule to choose, with the settings that it starts from. */
export interface MethodOption<T extends { readonly name: string }> {
  readonly value: T['name'];
  readonly label: string;
  readonly settings: T;
}

/** Keras's optimizers with its defaults. */
export const OPTIMIZERS: readonly MethodOption<OptimizerSettings>[] = [
  { value: 'adam', label: 'Adam', settings: { name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 } },
  { value: 'adamw', label: 'AdamW', settings: { name: 'adamw', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, weight_decay: 0.004 } },
  { value: 'sgd', label: 'SGD', settings: { name: 'sgd', momentum: 0.9, nesterov: false } },
  { value: 'rmsprop', label: 'RMSprop', settings: { name: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-7 } },
  { value: 'nadam', label: 'Nadam', settings: { name: 'nadam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 } },
  { value: 'adamax', label: 'Adamax', settings: { name: 'adamax', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 } },
  { value: 'adagrad', label: 'Adagrad', settings: { name: 'adagrad', initial_accumulator_value: 0.1, epsilon: 1e-7 } },
  { value: 'adadelta', label: 'Adadelta', settings: { name: 'adadelta', rho: 0.95, epsilon: 1e-7 } },
  { value: 'lion', label: 'Lion', settings: { name: 'lion', beta_1: 0.9, beta_2: 0.99, weight_decay: 0 } },
];

export const SCHEDULES: readonly MethodOption<ScheduleSettings>[] = [
  { value: 'constant', label: 'constant', settings: { name: 'constant' } },
  { value: 'cosine', label: 'cosine', settings: { name: 'cosine', warmup_epochs: 1, final: 0 } },
  { value: 'step', label: 'step', settings: { name: 'step', factor: 0.5, every_epochs: 5 } },
  { value: 'plateau', label: 'on plateau', settings: { name: 'plateau', factor: 0.5, patience: 3, minimum: 1e-6 } },
];

/** How a number of a method is entered, and what it does. */
export interface DetailRule {
  readonly hint: string;
  readonly integer: boolean;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const part = (hint: string, max = 1): DetailRule => ({ hint, integer: false, min: 0, max, step: 0.01 });

/** By the field's name in the settings. */
export const DETAILS: Readonly<Record<string, DetailRule>> = {
  beta_1: part('How slowly the mean of the gradient forgets.', 0.9999),
  beta_2: part('How slowly the mean of its square forgets.', 0.999999),
  epsilon: { ...part('Keeps the division from going to infinity.'), step: 1e-7 },
  weight_decay: part('Draws the weights towards zero at each step.'),
  momentum: part('Part of the last step that goes on.'),
  nesterov: part('Looks ahead along the momentum.'),
  rho: part('How slowly the mean of the squared gradient forgets.', 0.9999),
  initial_accumulator_value: {
    ...part('What the sum of squared gradients starts with: more makes the first steps smaller.', 1000),
    step: 0.1,
  },
  warmup_epochs: { ...part('Epochs of linear rise to the full rate.', 1000), step: 1 },
  final: part('Part of the rate that is left at the end.'),
  factor: { ...part('What the rate is multiplied with.'), min: 0.0001 },
  every_epochs: { hint: 'Epochs between two reductions.', integer: true, min: 1, max: 10_000, step: 1 },
  patience: { hint: 'Epochs without improvement before it acts.', integer: true, min: 1, max: 10_000, step: 1 },
  minimum: { ...part('The rate never falls below this.'), step: 1e-6 },
};
