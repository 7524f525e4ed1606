import { type Inference, refuse } from '../graph/define-node';
import { bool, choice, float } from '../graph/params';

const LOSSES = [
  'mean_squared_error',
  'mean_absolute_error',
  'huber',
  'log_cosh',
  'mean_absolute_percentage_error',
  'mean_squared_logarithmic_error',
  'poisson',
] as const;

type Loss = (typeof LOSSES)[number];

/** What every node that predicts numbers can be told of its loss. */
export const VALUE_PARAMS = {
  loss: choice({
    options: LOSSES,
    default: 'mean_squared_error',
    doc: 'How an error counts: squared, as it is, or squared when small and as it is when large (huber, and log_cosh smoothly); in per cent of the value; by the logarithm (amounts of very different size); as counts of events (poisson).',
  }),
  delta: float({
    default: 1,
    min: 0.001,
    max: 1_000_000,
    step: 0.5,
    doc: 'Huber: errors up to this size count squared. In deviations of the values where they are standardized, else in their unit.',
    advanced: true,
  }),
  standardize: bool({
    default: true,
    doc: 'Trains on values brought to mean 0 and variance 1; predictions come back in the unit of the data.',
    advanced: true,
  }),
};

/** Losses whose logarithm knows no numbers below 0: the output is one that is never below. */
export const isOfCounts = (loss: Loss): boolean => loss === 'mean_squared_logarithmic_error' || loss === 'poisson';

/** Losses that mean the numbers themselves: of standardised ones they would say something else. */
const isOfAmounts = (loss: Loss): boolean => isOfCounts(loss) || loss === 'mean_absolute_percentage_error';

/** Why a loss does not go with standardised numbers; null: it does. */
export function refuseStandardized(p: { readonly loss: Loss; readonly standardize: boolean }): Inference | null {
  if (!isOfAmounts(p.loss) || !p.standardize) return null;
  return refuse(`The loss ${p.loss} is one of the numbers themselves, and they are standardized: brought to mean 0.`, {
    expected: 'numbers as they are in the data',
    received: 'standardized ones',
    fix: { type: 'set', title: 'Train on the numbers as they are', param: 'standardize', value: false },
  });
}
