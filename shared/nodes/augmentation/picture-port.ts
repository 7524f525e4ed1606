import { choice, float } from '../../graph/params';
import { mendToMap } from '../mends';

/** The input of a node that changes pictures. */
export const PICTURES = { doc: 'Pictures, height × width × channels', accepts: ['image', 'features'], mend: mendToMap } as const;

/** What stands where a moved picture has nothing: Keras's parameters. */
export const FILLING = {
  fill_mode: choice({
    options: ['reflect', 'constant', 'nearest', 'wrap'],
    default: 'reflect',
    doc: 'What stands where the picture has moved away: its mirror image, one value, its last pixels, or its other side.',
  }),
  interpolation: choice({
    options: ['bilinear', 'nearest'],
    default: 'bilinear',
    doc: 'How pixels between pixels are read: mixed, or the nearest one.',
    advanced: true,
  }),
  fill_value: float({ default: 0, step: 1, doc: 'The value where the fill mode is “constant”.', advanced: true }),
};

interface Filling {
  readonly fill_mode: string;
  readonly interpolation: string;
  readonly fill_value: number;
}

export const fillingOf = ({ fill_mode, interpolation, fill_value }: Filling) => ({ fill_mode, interpolation, fill_value });

/** The values that pixels have: Keras's `value_range`. */
export const VALUE_RANGE = {
  value_min: float({ default: 0, step: 1, doc: 'The lowest value of a pixel.', advanced: true }),
  value_max: float({ default: 255, step: 1, doc: 'The highest value of a pixel: 255, or 1 behind a Rescaling.' }),
};

export const percent = (part: number): string => `${Math.round(part * 1000) / 10} %`;
