import { boolAttr, constantAt, intAttr, type OpCall, specAt, typeAttr } from './op-call';
import { DT } from './proto';
import type { TensorSpec } from './scope';
import { batchToSpace, convolution, depthwise, pool, resize, spaceToBatch } from './window-shapes';

type Shape = readonly number[];

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
  'MaxPool3DGrad',
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
  ...each(['MaxPool', 'AvgPool', 'MaxPool3D', 'AvgPool3D'], pool),
  ['Cast', (call) => [{ dtype: typeAttr(call, 'DstT', DT.float), shape: specAt(call, 0).shape }]],
  ['Select', like(1)],
  ['SelectV2', (call) => [{ dtype: specAt(call, 1).dtype, shape: call.inputs.map((input) => input.shape).reduce(broadcast) }]],
  ['BiasAddGrad', (call) => [{ dtype: specAt(call, 0).dtype, shape: specAt(call, 0).shape.slice(-1) }]],
  ['L2Loss', (call) => [{ dtype: specAt(call, 0).dtype, shape: [] }]],
  ...each(['Conv2D', 'Conv3D'], convolution),
  ['DepthwiseConv2dNative', depthwise],
  ...each(['Conv2DBackpropInput', 'Conv3DBackpropInputV2', 'DepthwiseConv2dNativeBackpropInput'], fromConstant(0, 2)),
  ...each(['Conv2DBackpropFilter', 'Conv3DBackpropFilterV2', 'DepthwiseConv2dNativeBackpropFilter'], fromConstant(1, 2)),
  ...each(['AvgPoolGrad', 'AvgPool3DGrad'], fromConstant(0, 1)),
  ['SpaceToBatchND', spaceToBatch],
  ['BatchToSpaceND', batchToSpace],
  ...each(['ResizeNearestNeighbor', 'ResizeBilinear', 'ResizeNearestNeighborGrad'], resize),
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
