import path from 'node:path';
import { StudioError } from '../../shared/studio-error';
import type { WantedLayer } from './importer';

const inWords = (shapes: readonly (readonly number[])[]): string =>
  shapes.length === 0 ? 'no weights' : shapes.map((shape) => (shape.length === 0 ? 'one number' : shape.join(' × '))).join(', ');

/** Refuses a layer whose weights in the file are others than those of the node. @param found null: the file has no such layer */
export function mustFit(file: string, { layer, shapes }: WantedLayer, found: readonly (readonly number[])[] | null): void {
  const same =
    found !== null &&
    found.length === shapes.length &&
    shapes.every((shape, i) => shape.length === found[i]?.length && shape.every((size, axis) => size === found[i]?.[axis]));
  if (same) return;
  throw new StudioError(`${path.basename(file)} has other weights for the layer “${layer}” than its node.`, {
    expected: inWords(shapes),
    received: found === null ? 'no such layer' : inWords(found),
    advice: 'Choose the file that belongs to this model.',
  });
}
