import { sharesWeights } from './common-params';
import type { AnyNode, InferContext, InputSpecs } from './define-node';
import type { TensorRef } from './layer-record';
import type { ParamSchema, ParamsOf } from './params';
import type { WeightStart } from './weight-start';

/** What the weights of one node start from. `layer`: the name of its layer; `refs`: what is wired to it. */
export function weightStartsOf(
  definition: AnyNode,
  layer: string,
  inputs: InputSpecs,
  refs: { readonly [port: string]: readonly TensorRef[] },
  params: ParamsOf<ParamSchema>,
  context: InferContext,
): readonly WeightStart[] {
  const starts: WeightStart[] = [];
  const adaptation = definition.adapt?.(params);
  const of = adaptation && refs[adaptation.input]?.[0];
  if (adaptation && of) starts.push({ type: 'adapt', layer, of, fills: adaptation.fills });
  const vectors = definition.vectors?.(inputs, params, context);
  if (vectors) starts.push({ type: 'vectors', layer, ...vectors });
  const saved = sharesWeights(params) ? null : definition.saved?.(inputs, params, context);
  if (saved) starts.push({ type: 'saved', layer, ...saved });
  return starts;
}
