import type { DataFacts, TargetFactsOf } from '../../shared/graph/facts';
import { StudioError } from '../../shared/studio-error';
import { onlyOneClass } from './in-words';

/** Refuses labels that are all the same: there is nothing to learn. @throws StudioError */
export function mustTellApart({ labels }: TargetFactsOf<'classes'>, { inputs }: Pick<DataFacts, 'inputs'>): void {
  if (labels.length >= 2) return;
  const [input, ...others] = Object.values(inputs);
  const files = others.length > 0 ? null : input?.kind === 'image' ? 'pictures' : input?.kind === 'audio' ? 'sounds' : null;
  throw new StudioError(onlyOneClass(labels[0]), {
    expected: 'at least two classes',
    received: 'one',
    advice: files ? `Put the ${files} of each class into a folder of its own.` : 'Choose another label column.',
  });
}
