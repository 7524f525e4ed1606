import type { Carries, ValueSpec } from './spec';

/** `a feature map`: what a wire carries, in a sentence. */
export function carriesInWords(carries: Carries): string {
  switch (carries) {
    case 'text':
      return 'text';
    case 'image':
      return 'an image';
    case 'audio':
      return 'sound';
    case 'features':
      return 'a feature map';
    case 'sequence':
      return 'a sequence';
    case 'vector':
      return 'a vector';
    case 'ids':
      return 'ids';
    case 'volume':
      return 'a volume';
    case 'volumes':
      return 'volumes one after another';
    case 'scores':
      return 'attention scores';
  }
}

/** `a feature map (7 × 7 × 16)`: what came, in a sentence. */
export function valueInWords({ carries, shape }: ValueSpec): string {
  return `${carriesInWords(carries)} ${shape.length <= 1 ? '' : `(${shape.slice(1).join(' × ')})`}`;
}
