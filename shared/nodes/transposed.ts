import { refuse } from '../graph/define-node';
import { inputOf, refOf } from '../graph/input-of';
import { scaled, shifted } from '../graph/size-name';
import { type Dim, formatShape, type ValueSpec } from '../graph/spec';
import {
  type ConvolutionRules,
  channelsOf,
  convolutionCost,
  kernelsAndBias,
  summarise,
  type WindowParams,
  windowConfig,
  windowOf,
  windowSize,
} from './convolution';
import { formatSize } from './sizes';
import { refuseConvolution } from './slide';
import { type Axes, inputPort, onAll, outputPort, perAxis, placed, SPACES } from './spatial';

export interface TransposedParams extends WindowParams {
  readonly filters: number;
  readonly output_padding: number | null;
}

/** How many places come out along each axis: Keras's rule. */
function placesOf(x: ValueSpec, p: TransposedParams, axes: Axes): Dim[] {
  const strides = perAxis(p.strides, axes);
  return perAxis(p.kernel_size, axes).map((size, axis) => {
    const [reach, stride] = [(size - 1) * p.dilation_rate + 1, strides[axis] ?? 1];
    const spread = scaled(x.shape[axis + 1] ?? 0, stride);
    if (p.output_padding === null) return shifted(spread, p.padding === 'valid' ? Math.max(reach - stride, 0) : 0);
    return shifted(spread, reach - stride - (p.padding === 'same' ? 2 * Math.floor(reach / 2) : 0) + p.output_padding);
  });
}

/** Keras's `Conv1DTranspose`, `Conv2DTranspose`, `Conv3DTranspose`. */
export function transposed(className: string, axes: Axes): ConvolutionRules<TransposedParams> {
  return {
    family: 'extractor',
    inputs: [inputPort(axes)],
    outputs: [outputPort(axes, 'filters')],
    mend: SPACES[axes].mend,
    summary: (p) => summarise(`${p.filters} filters`, p, axes),
    infer: (inputs, p) => {
      const x = inputOf(inputs, 'input');
      const refused = refuseConvolution(x, windowOf(p), axes, className);
      if (refused) return refused;
      const strides = perAxis(p.strides, axes);
      const { output_padding } = p;
      if (output_padding !== null && strides.some((stride) => output_padding >= stride)) {
        return refuse(`${className} cannot add as many places at the end as a stride, or more.`, {
          expected: `an output_padding below ${Math.min(...strides)}`,
          received: `output_padding ${output_padding}, strides ${formatSize(strides)}`,
          fix: { type: 'set', title: 'Let output_padding follow from the size', param: 'output_padding', value: null },
        });
      }
      const places = placesOf(x, p, axes);
      if (places.some((count) => typeof count === 'number' && count < 1)) {
        return refuse(`Nothing is left of so small a ${SPACES[axes].noun}.`, {
          port: 'input',
          expected: 'at least one place',
          received: formatShape(x.shape),
          fix: { type: 'set', title: 'Let output_padding follow from the size', param: 'output_padding', value: null },
        });
      }
      return { ok: true, outputs: { output: placed(x, axes, places, p.filters) } };
    },
    weights: (inputs, p) => {
      const shape = [...perAxis(p.kernel_size, axes), p.filters, channelsOf(inputs)];
      return kernelsAndBias([{ name: 'kernel', shape }], p.filters, p.use_bias);
    },
    // Every number that comes in paints a window.
    cost: (inputs, p) =>
      convolutionCost(inputOf(inputs, 'input').shape.slice(1, -1), windowSize(p, axes) * channelsOf(inputs) * p.filters, axes),
    layers: ({ id, params: p, refs }) => ({
      records: [
        {
          name: id,
          class_name: className,
          config: {
            filters: p.filters,
            ...windowConfig(p, axes),
            output_padding: p.output_padding === null ? null : onAll(axes, p.output_padding),
          },
          inbound: [refOf(refs, 'input')],
        },
      ],
      outputs: { output: { layer: id, output: 0 } },
    }),
  };
}
