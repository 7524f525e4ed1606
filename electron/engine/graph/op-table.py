"""Writes op-table.json: what TensorFlow calls the outputs of its operations (a function's body refers to
`node:name:index`), and which attributes say the types of their inputs. Run with the TensorFlow that the application
loads: `python op-table.py > op-table.json`.

An entry is `outputs|inputs`. Outputs: `a,b` are single ones, `a*N` are as many as the attribute N says. Inputs: the
attribute that holds the type of each (empty: a fixed type), with `*N` where N inputs share it."""

import json
import re

from tensorflow.core.framework import op_def_pb2
from tensorflow.python.client import pywrap_tf_session

LEFT_OUT = re.compile(r"^_|Dataset|TPU|Tpu|Boosted|Quantized|Quantize|Experimental|Xla|Summary|Ragged|Sdca|Debug|Collective|Iterator|Sparse|Decode|Encode|Ref|Queue|Barrier|Unbatch|Reader|Nccl|Audio|String|Regex|Unicode|Map|Stage|Lookup|Hash|Tree|Uniform[DQ]|Dtensor|DTensor|Load|Retrieve|NonMax|Image|JPEG|JPG|Jpeg")
KEPT = {"SparseSoftmaxCrossEntropyWithLogits", "ResizeBilinear", "ImageProjectiveTransformV3"}

ops = op_def_pb2.OpList()
ops.ParseFromString(pywrap_tf_session.TF_GetBuffer(pywrap_tf_session.TF_GetAllOpList()))
table = {}
for op in ops.op:
    if LEFT_OUT.search(op.name) and op.name not in KEPT:
        continue
    counts = (arg.number_attr or arg.type_list_attr for arg in op.output_arg)
    outputs = ",".join(arg.name + (f"*{count}" if count else "") for arg, count in zip(op.output_arg, counts))
    inputs = ",".join(arg.type_attr + (f"*{arg.number_attr}" if arg.number_attr else "") for arg in op.input_arg)
    table[op.name] = f"{outputs}|{inputs}"
print(json.dumps(table, indent=0, sort_keys=True))
