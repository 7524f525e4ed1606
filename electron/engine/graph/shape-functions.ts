import type { Attrs } from './proto';
import { DT } from './proto';
import type { TensorSpec } from './scope';

type Shape = readonly number[];

/** What a shape function may ask: the inputs' specs, and the numbers of those that are constants. */
export interface OpCall {
  readonly op: string;
  readonly attrs: Attrs;
  readonly inputs: readonly TensorSpec[];
  /** The numbers of an input that is a constant; null: known only when it runs. */
  constant(index: number): readonly number[] | null;
}

const specAt = (call: OpCall, index: number): TensorSpec => {
  const spec = call.inputs[index];
  if (!spec) throw new Error(`${call.op} lacks its input ${index}`);
  return spec;
};
const constantAt = (call: OpCall, index: number): readonly number[] => {
  const values = call.constant(index);
  if (!values) throw new Error(`${call.op}: input ${index} is not a constant`);
  return values;
};
const intAttr = (call: OpCall, name: string, absent: number): number => {
  const value = call.attrs[name];
  return value && 'i' in value ? value.i : absent;
};
const intsAttr = (call: OpCall, name: string): readonly number[] => {
  const value = call.attrs[name];
  return value && 'list' in value ? (value.list.i ?? []) : [];
};
const boolAttr = (call: OpCall, name: string): boolean => {
  const value = call.attrs[name];
  return value !== undefined && 'b' in value && value.b;
};
const typeAttr = (call: OpCall, name: string, absent: number): number => {
  const value = call.attrs[name];
  return value && 'type' in value ? value.type : absent;
};
const textAttr = (call: OpCall, name: string): string => {
  const value = call.attrs[name];
  return value && 's' in value ? Buffer.from(value.s).toString('utf8') : '';
};
/** One side taken out, put in, or of another size. */
const without = (shape: Shape, axis: number): number[] => shape.filter((_, i) => i !== axis);
const inserted = (shape: Shape, axis: number, size: number): number[] => [...shape.slice(0, axis), size, ...shape.slice(axis)];
const resized = (shape: Shape, axis: number, size: number): number[] => shape.map((side, i) => (i === axis ? size : side));
const wrap = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** NumPy's rule. */
export function broadcast(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [x, y] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
    return x === 1 ? y : x;
  });
}

const like =
  (index: number) =>
  (call: OpCall): TensorSpec[] => [specAt(call, index)];
const elementwise = (call: OpCall): TensorSpec[] => [
  { dtype: specAt(call, 0).dtype, shape: call.inputs.map((input) => input.shape).reduce(broadcast) },
];
const comparison = (call: OpCall): TensorSpec[] => [{ dtype: DT.bool, shape: call.inputs.map((input) => input.shape).reduce(broadcast) }];
const fromConstant =
  (index: number, like: number) =>
  (call: OpCall): TensorSpec[] => [{ dtype: specAt(call, like).dtype, shape: constantAt(call, index) }];

function reduction(call: OpCall): TensorSpec[] {
  const { dtype, shape } = specAt(call, 0);
  const axes = new Set(constantAt(call, 1).map((axis) => wrap(axis, shape.length)));
  const kept = boolAttr(call, 'keep_dims');
  return [{ dtype, shape: shape.flatMap((size, axis) => (axes.has(axis) ? (kept ? [1] : []) : [size])) }];
}

function arg(call: OpCall): TensorSpec[] {
  const { shape } = specAt(call, 0);
  const [axis = 0] = constantAt(call, 1);
  return [{ dtype: typeAttr(call, 'output_type', DT.int64), shape: without(shape, wrap(axis, shape.length)) }];
}

function matMul(call: OpCall): TensorSpec[] {
  const [a, b] = [specAt(call, 0), specAt(call, 1)];
  const turned = (name: string): boolean => boolAttr(call, `transpose_${name}`) || boolAttr(call, `adj_${name === 'a' ? 'x' : 'y'}`);
  const rows = a.shape.at(turned('a') ? -1 : -2) ?? 1;
  const cols = b.shape.at(turned('b') ? -2 : -1) ?? 1;
  return [{ dtype: a.dtype, shape: [...broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, cols] }];
}

/** Places that a window takes along one side; [before, after] is padded explicitly. */
function places(side: number, window: number, stride: number, dilation: number, padding: string, padded: number): number {
  const reach = (window - 1) * dilation + 1;
  if (padding === 'SAME') return Math.ceil(side / stride);
  return Math.floor((side + padded - reach) / stride) + 1;
}

function windowed(call: OpCall, window: readonly [number, number], channels: number): TensorSpec[] {
  const { dtype, shape } = specAt(call, 0);
  const [, down = 1, across = 1] = intsAttr(call, 'strides');
  const [, downRate = 1, acrossRate = 1] = intsAttr(call, 'dilations');
  const padding = textAttr(call, 'padding');
  const explicit = intsAttr(call, 'explicit_paddings');
  const [batch = 1, height = 1, width = 1] = shape;
  const extra = (from: number): number => (explicit[from] ?? 0) + (explicit[from + 1] ?? 0);
  return [
    {
      dtype,
      shape: [
        batch,
        places(height, window[0], down, downRate, padding, extra(2)),
        places(width, window[1], across, acrossRate, padding, extra(4)),
        channels,
      ],
    },
  ];
}

function conv2d(call: OpCall): TensorSpec[] {
  const [rows = 1, cols = 1, , filters = 1] = specAt(call, 1).shape;
  return windowed(call, [rows, cols], filters);
}

function pool(call: OpCall): TensorSpec[] {
  const [, rows = 1, cols = 1] = intsAttr(call, 'ksize');
  return windowed(call, [rows, cols], specAt(call, 0).shape[3] ?? 1);
}

function reshape(call: OpCall): TensorSpec[] {
  const { dtype, shape } = specAt(call, 0);
  const asked = constantAt(call, 1);
  const size = shape.reduce((a, b) => a * b, 1);
  const known = asked.filter((dim) => dim >= 0).reduce((a, b) => a * b, 1);
  return [{ dtype, shape: asked.map((dim) => (dim < 0 ? size / known : dim)) }];
}

function split(sizes: (call: OpCall, side: number) => readonly number[], value: number, axisAt: number) {
  return (call: OpCall): TensorSpec[] => {
    const { dtype, shape } = specAt(call, value);
    const axis = wrap(constantAt(call, axisAt)[0] ?? 0, shape.length);
    return sizes(call, shape[axis] ?? 1).map((size) => ({ dtype, shape: resized(shape, axis, size) }));
  };
}

const SAME_AS_FIRST = [
  'Abs',
  'Acos',
  'Acosh',
  'Asin',
  'Asinh',
  'Atan',
  'Atanh',
  'BiasAdd',
  'Ceil',
  'ClipByValue',
  'Cos',
  'Cosh',
  'Cumsum',
  'Elu',
  'Erf',
  'Erfc',
  'Exp',
  'Expm1',
  'Floor',
  'Identity',
  'Inv',
  'LeakyRelu',
  'Log',
  'Log1p',
  'LogSoftmax',
  'LogicalNot',
  'Neg',
  'OnesLike',
  'PreventGradient',
  'Reciprocal',
  'Relu',
  'Relu6',
  'ReverseV2',
  'Rint',
  'Round',
  'Rsqrt',
  'Selu',
  'Sigmoid',
  'Sign',
  'Sin',
  'Sinh',
  'Softmax',
  'Softplus',
  'Softsign',
  'Sqrt',
  'Square',
  'StopGradient',
  'Tan',
  'Tanh',
  'ZerosLike',
  'EluGrad',
  'ReluGrad',
  'Relu6Grad',
  'SigmoidGrad',
  'TanhGrad',
  'SoftplusGrad',
  'SeluGrad',
  'LeakyReluGrad',
  'MaxPoolGrad',
  'RsqrtGrad',
  'SqrtGrad',
] as const;
const BINARY = [
  'Add',
  'AddV2',
  'AddN',
  'Atan2',
  'Div',
  'DivNoNan',
  'FloorDiv',
  'FloorMod',
  'Maximum',
  'Minimum',
  'Mod',
  'Mul',
  'Pow',
  'RealDiv',
  'SquaredDifference',
  'Sub',
  'LogicalAnd',
  'LogicalOr',
] as const;
const COMPARISONS = ['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'IsFinite', 'IsInf', 'IsNan'] as const;
const REDUCTIONS = ['Sum', 'Mean', 'Max', 'Min', 'Prod', 'All', 'Any'] as const;

const each = <T>(names: readonly string[], value: T): [string, T][] => names.map((name) => [name, value]);

/** The outputs of an operation out of its inputs' shapes, for the operations that models are made of. */
const FUNCTIONS = new Map<string, (call: OpCall) => TensorSpec[]>([
  ...each(SAME_AS_FIRST, like(0)),
  ...each(BINARY, elementwise),
  ...each(COMPARISONS, comparison),
  ...each(REDUCTIONS, reduction),
  ...each(['ArgMax', 'ArgMin'], arg),
  ...each(['MatMul', 'BatchMatMul', 'BatchMatMulV2'], matMul),
  ...each(['MaxPool', 'AvgPool'], pool),
  ['Cast', (call) => [{ dtype: typeAttr(call, 'DstT', DT.float), shape: specAt(call, 0).shape }]],
  ['Select', like(1)],
  ['SelectV2', (call) => [{ dtype: specAt(call, 1).dtype, shape: call.inputs.map((input) => input.shape).reduce(broadcast) }]],
  ['BiasAddGrad', (call) => [{ dtype: specAt(call, 0).dtype, shape: specAt(call, 0).shape.slice(-1) }]],
  ['L2Loss', (call) => [{ dtype: specAt(call, 0).dtype, shape: [] }]],
  ['Conv2D', conv2d],
  ['Conv2DBackpropInput', fromConstant(0, 2)],
  ['Conv2DBackpropFilter', fromConstant(1, 2)],
  ['AvgPoolGrad', fromConstant(0, 1)],
  ['Reshape', reshape],
  [
    'Transpose',
    (call) => {
      const { dtype, shape } = specAt(call, 0);
      return [{ dtype, shape: constantAt(call, 1).map((axis) => shape[axis] ?? 1) }];
    },
  ],
  [
    'ExpandDims',
    (call) => {
      const { dtype, shape } = specAt(call, 0);
      return [{ dtype, shape: inserted(shape, wrap(constantAt(call, 1)[0] ?? 0, shape.length + 1), 1) }];
    },
  ],
  [
    'ConcatV2',
    (call) => {
      const parts = call.inputs.slice(0, -1);
      const { dtype, shape } = specAt(call, 0);
      const axis = wrap(constantAt(call, call.inputs.length - 1)[0] ?? 0, shape.length);
      return [
        {
          dtype,
          shape: resized(
            shape,
            axis,
            parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0),
          ),
        },
      ];
    },
  ],
  [
    'Pack',
    (call) => {
      const { dtype, shape } = specAt(call, 0);
      return [{ dtype, shape: inserted(shape, wrap(intAttr(call, 'axis', 0), shape.length + 1), call.inputs.length) }];
    },
  ],
  [
    'Unpack',
    (call) => {
      const { dtype, shape } = specAt(call, 0);
      const rest = without(shape, wrap(intAttr(call, 'axis', 0), shape.length));
      return Array.from({ length: intAttr(call, 'num', 0) }, () => ({ dtype, shape: rest }));
    },
  ],
  [
    'Split',
    split(
      (call, side) => {
        const count = intAttr(call, 'num_split', 1);
        return new Array<number>(count).fill(side / count);
      },
      1,
      0,
    ),
  ],
  ['SplitV', split((call) => constantAt(call, 1), 0, 2)],
  [
    'Slice',
    (call) => {
      const { dtype, shape } = specAt(call, 0);
      const begin = constantAt(call, 1);
      return [{ dtype, shape: constantAt(call, 2).map((size, axis) => (size < 0 ? (shape[axis] ?? 0) - (begin[axis] ?? 0) : size)) }];
    },
  ],
  ...each(['Pad', 'PadV2', 'MirrorPad'], (call: OpCall): TensorSpec[] => {
    const { dtype, shape } = specAt(call, 0);
    const padded = constantAt(call, 1);
    return [{ dtype, shape: shape.map((size, axis) => size + (padded[2 * axis] ?? 0) + (padded[2 * axis + 1] ?? 0)) }];
  }),
  [
    'Tile',
    (call) => {
      const { dtype, shape } = specAt(call, 0);
      const times = constantAt(call, 1);
      return [{ dtype, shape: shape.map((size, axis) => size * (times[axis] ?? 1)) }];
    },
  ],
  [
    'GatherV2',
    (call) => {
      const [{ dtype, shape }, indices] = [specAt(call, 0), specAt(call, 1)];
      const axis = wrap(constantAt(call, 2)[0] ?? 0, shape.length);
      const shared = intAttr(call, 'batch_dims', 0);
      return [{ dtype, shape: [...shape.slice(0, axis), ...indices.shape.slice(shared), ...shape.slice(axis + 1)] }];
    },
  ],
  [
    'UnsortedSegmentSum',
    (call) => {
      const [{ dtype, shape }, ids] = [specAt(call, 0), specAt(call, 1)];
      return [{ dtype, shape: [...constantAt(call, 2), ...shape.slice(ids.shape.length)] }];
    },
  ],
  [
    'OneHot',
    (call) => {
      const { shape } = specAt(call, 0);
      const axis = intAttr(call, 'axis', -1);
      const [depth = 0] = constantAt(call, 1);
      return [{ dtype: specAt(call, 2).dtype, shape: axis < 0 ? [...shape, depth] : inserted(shape, axis, depth) }];
    },
  ],
  ['Fill', fromConstant(0, 1)],
  [
    'Range',
    (call) => {
      const [start = 0] = constantAt(call, 0);
      const [limit = 0] = constantAt(call, 1);
      const [delta = 1] = constantAt(call, 2);
      return [{ dtype: specAt(call, 0).dtype, shape: [Math.max(0, Math.ceil((limit - start) / delta))] }];
    },
  ],
  ['StatelessRandomUniform', (call) => [{ dtype: DT.float, shape: constantAt(call, 0) }]],
  ['StatelessRandomNormal', (call) => [{ dtype: DT.float, shape: constantAt(call, 0) }]],
  [
    'SoftmaxCrossEntropyWithLogits',
    (call) => {
      const { dtype, shape } = specAt(call, 0);
      return [
        { dtype, shape: shape.slice(0, 1) },
        { dtype, shape },
      ];
    },
  ],
  [
    'SparseSoftmaxCrossEntropyWithLogits',
    (call) => {
      const { dtype, shape } = specAt(call, 0);
      return [
        { dtype, shape: shape.slice(0, 1) },
        { dtype, shape },
      ];
    },
  ],
]);

/** What an operation gives; null where its shape is not known without running it. */
export function outputSpecs(call: OpCall): TensorSpec[] | null {
  return FUNCTIONS.get(call.op)?.(call) ?? null;
}
