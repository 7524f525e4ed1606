import protobuf from 'protobufjs';

/**
 * The messages of TensorFlow that a graph is written in, field by field as its .proto files number them
 * (tensorflow/core/framework and core/protobuf, TensorFlow 2.21; what is not written here is left out).
 */
const SOURCE = `
syntax = "proto3";
message TensorShapeProto {
  message Dim { int64 size = 1; string name = 2; }
  repeated Dim dim = 2;
  bool unknown_rank = 3;
}
message TensorProto {
  int32 dtype = 1;
  TensorShapeProto tensor_shape = 2;
  bytes tensor_content = 4;
  repeated float float_val = 5;
  repeated int32 int_val = 7;
  repeated bytes string_val = 8;
}
message AttrValue {
  message ListValue {
    repeated bytes s = 2;
    repeated int64 i = 3;
    repeated float f = 4;
    repeated bool b = 5;
    repeated int32 type = 6;
    repeated TensorShapeProto shape = 7;
  }
  oneof value {
    bytes s = 2;
    int64 i = 3;
    float f = 4;
    bool b = 5;
    int32 type = 6;
    TensorShapeProto shape = 7;
    TensorProto tensor = 8;
    ListValue list = 1;
    NameAttrList func = 10;
  }
}
message NameAttrList { string name = 1; map<string, AttrValue> attr = 2; }
message NodeDef {
  string name = 1;
  string op = 2;
  repeated string input = 3;
  string device = 4;
  map<string, AttrValue> attr = 5;
}
message OpDef {
  message ArgDef { string name = 1; int32 type = 3; }
  string name = 1;
  repeated ArgDef input_arg = 2;
  repeated ArgDef output_arg = 3;
  bool is_stateful = 17;
  repeated string control_output = 20;
}
message FunctionDef {
  message ArgAttrs { map<string, AttrValue> attr = 1; }
  OpDef signature = 1;
  repeated NodeDef node_def = 3;
  map<string, string> ret = 4;
  map<string, AttrValue> attr = 5;
  map<string, string> control_ret = 6;
  map<uint32, ArgAttrs> arg_attr = 7;
}
message FunctionDefLibrary { repeated FunctionDef function = 1; }
message VersionDef { int32 producer = 1; int32 min_consumer = 2; }
message GraphDef { repeated NodeDef node = 1; FunctionDefLibrary library = 2; VersionDef versions = 4; }
message TensorInfo { string name = 1; int32 dtype = 2; TensorShapeProto tensor_shape = 3; }
message SignatureDef { map<string, TensorInfo> inputs = 1; map<string, TensorInfo> outputs = 2; string method_name = 3; }
message SaverDef {
  string filename_tensor_name = 1;
  string save_tensor_name = 2;
  string restore_op_name = 3;
  int32 max_to_keep = 4;
  int32 version = 7;
}
message MetaGraphDef {
  message MetaInfoDef { repeated string tags = 4; string tensorflow_version = 5; }
  MetaInfoDef meta_info_def = 1;
  GraphDef graph_def = 2;
  SaverDef saver_def = 3;
  map<string, SignatureDef> signature_def = 5;
}
message SavedModel { int64 saved_model_schema_version = 1; repeated MetaGraphDef meta_graphs = 2; }
`;

const { root } = protobuf.parse(SOURCE, { keepCase: true });
const savedModel = root.lookupType('SavedModel');

/** TensorFlow's numbers for the types of tensors (types.proto). */
export const DT = { float: 1, int32: 3, string: 7, int64: 9, bool: 10, bfloat16: 14, resource: 20, variant: 21 } as const;

export interface ShapeProto {
  readonly dim?: readonly { readonly size: number }[];
  readonly unknown_rank?: boolean;
}

export interface TensorProto {
  readonly dtype: number;
  readonly tensor_shape: ShapeProto;
  readonly tensor_content?: Uint8Array;
  readonly string_val?: readonly Uint8Array[];
}

/** One of its fields is set. */
export type AttrValue =
  | { readonly s: Uint8Array }
  | { readonly i: number }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly type: number }
  | { readonly shape: ShapeProto }
  | { readonly tensor: TensorProto }
  | { readonly list: { readonly i?: readonly number[]; readonly type?: readonly number[]; readonly shape?: readonly ShapeProto[] } }
  | { readonly func: { readonly name: string } };

export type Attrs = { readonly [name: string]: AttrValue };

export interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Attrs;
}

interface ArgDef {
  readonly name: string;
  readonly type: number;
}

export interface FunctionDef {
  readonly signature: {
    readonly name: string;
    readonly input_arg: readonly ArgDef[];
    readonly output_arg: readonly ArgDef[];
    readonly is_stateful: boolean;
    readonly control_output: readonly string[];
  };
  readonly node_def: readonly NodeDef[];
  readonly ret: { readonly [output: string]: string };
  readonly control_ret: { readonly [output: string]: string };
}

export interface GraphDef {
  readonly node: readonly NodeDef[];
  readonly library: { readonly function: readonly FunctionDef[] };
}

export interface TensorInfo {
  readonly name: string;
  readonly dtype: number;
  readonly tensor_shape: ShapeProto;
}

export interface Signature {
  readonly inputs: { readonly [name: string]: TensorInfo };
  readonly outputs: { readonly [name: string]: TensorInfo };
}

/** The version of GraphDef that TensorFlow 2.21 writes. */
const PRODUCER = 2474;

/** `saved_model.pb` of one graph under the tag `serve`. */
export function encodeSavedModel(graph: GraphDef, signatures: { readonly [name: string]: Signature } = {}, saver?: object): Uint8Array {
  const signature_def = Object.fromEntries(
    Object.entries(signatures).map(([name, signature]) => [name, { ...signature, method_name: 'tensorflow/serving/predict' }]),
  );
  const message = savedModel.create({
    saved_model_schema_version: 1,
    meta_graphs: [
      {
        meta_info_def: { tags: ['serve'], tensorflow_version: '2.21.0' },
        graph_def: { ...graph, versions: { producer: PRODUCER } },
        signature_def,
        ...(saver && { saver_def: saver }),
      },
    ],
  });
  return savedModel.encode(message).finish();
}

/** What `saved_model.pb` offers, by name. Throws where the bytes are none. */
export function decodeSignatures(bytes: Uint8Array): { readonly [name: string]: Signature } {
  const message = savedModel.toObject(savedModel.decode(bytes), { longs: Number, defaults: true });
  return (message as { meta_graphs: { signature_def: { [name: string]: Signature } }[] }).meta_graphs[0]?.signature_def ?? {};
}

export const shapeProto = (shape: readonly number[]): ShapeProto => ({ dim: shape.map((size) => ({ size })) });
