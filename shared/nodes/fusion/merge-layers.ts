import type { LowerContext, Lowered } from '../../graph/define-node';

/** One Keras layer that takes a list. */
export const mergeLayers =
  (className: string) =>
  ({ id, refs }: LowerContext<unknown>): Lowered => ({
    records: [{ name: id, class_name: className, config: {}, inbound: refs.inputs ?? [] }],
    outputs: { output: { layer: id, output: 0 } },
  });
