import { TENSORFLOW_VERSION } from './binding-path';

/** The Python wheel whose library the binding is linked with, by `process.platform-process.arch`. */
export interface Wheel {
  /** What pip is asked for. */
  readonly requirement: string;
  readonly platform: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The libraries' names in the wheel and in `deps/lib`. */
  readonly libraries: readonly string[];
  /** The names that the linker looks for → the library that each points to. */
  readonly links: { readonly [name: string]: string };
}

const LINUX = {
  libraries: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  links: { 'libtensorflow.so': 'libtensorflow_cc.so.2', 'libtensorflow_framework.so': 'libtensorflow_framework.so.2' },
};

/**
 * Sizes and hashes are those of the files that their index lists. Only linux-x64 could be run. Windows is
 * absent: its wheel exports the symbols from a module that needs Python itself.
 */
const WHEELS: { readonly [platform: string]: Wheel } = {
  'linux-x64': {
    requirement: `tensorflow-cpu==${TENSORFLOW_VERSION}`,
    platform: 'manylinux_2_27_x86_64',
    file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    bytes: 273_829_956,
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    ...LINUX,
  },
  'linux-arm64': {
    requirement: `tensorflow==${TENSORFLOW_VERSION}`,
    platform: 'manylinux_2_27_aarch64',
    file: 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl',
    bytes: 281_828_020,
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
    ...LINUX,
  },
  'darwin-arm64': {
    requirement: `tensorflow==${TENSORFLOW_VERSION}`,
    platform: 'macosx_12_0_arm64',
    file: 'tensorflow-2.21.0-cp311-cp311-macosx_12_0_arm64.whl',
    bytes: 223_405_849,
    sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
    libraries: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
    links: {
      'libtensorflow.dylib': 'libtensorflow_cc.2.dylib',
      'libtensorflow_framework.dylib': 'libtensorflow_framework.2.dylib',
    },
  },
};

/** This machine's wheel; null where TensorFlow has none that we can link with. */
export function wheelOfThisMachine(): Wheel | null {
  return WHEELS[`${process.platform}-${process.arch}`] ?? null;
}

/** What is taken out of the wheel: path in the wheel → path in the installation's folder. */
export function membersOf(wheel: Wheel): { readonly [member: string]: string } {
  return {
    ...Object.fromEntries(wheel.libraries.map((name) => [`tensorflow/${name}`, `deps/lib/${name}`])),
    'tensorflow/include/tensorflow/': 'deps/include/tensorflow/',
    'tensorflow/include/tsl/': 'deps/include/tsl/',
    'tensorflow/include/xla/tsl/': 'deps/include/xla/tsl/',
  };
}
