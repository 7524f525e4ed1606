import type { DataFacts } from '../../shared/graph/facts';
import { StudioError } from '../../shared/studio-error';
import { onlyOneClass } from './in-words';

/** Refuses labels that are all the same: there is nothing to learn. @throws StudioError */
export function mustTellApart(facts: DataFacts): void {
  const { input, target } = facts;
  if (target?.kind !== 'classes' || target.labels.length >= 2) return;
  throw new StudioError(onlyOneClass(target.labels[0]), {
    expected: 'at least two classes',
    received: 'one',
    advice: input.kind === 'image' ? 'Put the pictures of each class into a folder of its own.' : 'Choose another label column.',
  });
}
