import { StudioError } from '../../../shared/studio-error';

/** @throws StudioError that names the first id beyond the vocabulary */
export function mustBeKnown(ids: Int32Array, vocabulary: number): void {
  const beyond = ids.find((id) => id < 0 || id >= vocabulary);
  if (beyond === undefined) return;
  throw new StudioError(`The sequence holds the id ${beyond}, which the model does not know.`, {
    expected: `ids from 0 to ${vocabulary - 1}`,
    received: String(beyond),
    advice: 'Give the Sequence of ids a larger vocabulary and train again, or leave the id out.',
  });
}
