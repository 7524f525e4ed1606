import { type Inference, type InputSpecs, refuse } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { float, type ParamsOf } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { sameShape } from './same-shape';

const PARAMS = { rate: float({ default: 0.2, min: 0, max: 0.99, step: 0.05, doc: 'Part of the features that are dropped.' }) };

/** What the three spatial dropouts have in common; `axes`: how many axes of places they span. */
export function spatialDropoutRules(axes: 1 | 2 | 3) {
  const className = `SpatialDropout${axes}D`;
  const shared = sameShape(
    className,
    (p: ParamsOf<typeof PARAMS>) => ({ rate: p.rate }),
    axes === 1 ? ['sequence'] : axes === 2 ? ['features', 'image'] : ['volume'],
  );
  return {
    ...shared,
    letter: 'D',
    formula: 'x · mask / (1 − rate), one mask for all places',
    source: 'Tompson et al. 2015, arXiv:1411.4280',
    params: PARAMS,
    summary: (p: ParamsOf<typeof PARAMS>) => `${Math.round(p.rate * 100)} % of the features`,
    infer: (inputs: InputSpecs): Inference => {
      const { shape } = inputOf(inputs, 'input');
      if (shape.length === axes + 2) return shared.infer(inputs);
      return refuse(`${className} takes ${axes === 1 ? 'one axis' : `${axes} axes`} of places.`, {
        port: 'input',
        expected: `${axes} ${axes === 1 ? 'axis' : 'axes'} of places, then features`,
        received: formatShape(shape),
      });
    },
  };
}
