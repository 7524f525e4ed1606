import type { LayerRecord, TensorRef } from '../graph/layer-record';
import { layerOf, paddingOf } from '../layers/layer-of';

export const sameRef = (a: TensorRef, b: TensorRef): boolean => a.layer === b.layer && a.output === b.output;
const keyOf = (ref: TensorRef): string => `${ref.layer}:${ref.output}`;

/** The mask of each tensor, as the tensor that holds it: 1 at real places, 0 at padding. */
export class Masks {
  readonly #masks = new Map<string, TensorRef>();
  readonly #records: LayerRecord[];

  /** @param records gets the layers that compute masks */
  constructor(records: LayerRecord[]) {
    this.#records = records;
  }

  of(ref: TensorRef): TensorRef | null {
    return this.#masks.get(keyOf(ref)) ?? null;
  }

  /** Notes what mask the first output of `record` carries; may add a record that computes it. */
  follow(record: LayerRecord): void {
    const mask = this.#after(record);
    if (mask) this.#masks.set(keyOf({ layer: record.name, output: 0 }), mask);
  }

  #after(record: LayerRecord): TensorRef | null {
    const [first] = record.inbound;
    if (!first) return null;
    const { makesMask, changesMask } = layerOf(record.class_name);
    if (makesMask) {
      const made = makesMask(record);
      return made ? this.#add({ ...made, name: `${record.name}_mask`, inbound: [first] }) : null;
    }
    if (changesMask) {
      const mask = this.of(first);
      return mask && this.#add({ ...changesMask(record), name: `${record.name}_mask`, inbound: [mask] });
    }
    switch (paddingOf(record)) {
      case 'masked':
      case 'passed':
      case 'query':
        return this.of(first);
      case 'concatenated':
        return this.#concatenated(record);
      case 'joined':
        return this.#joined(record);
      case 'left out':
      case 'seen':
        return null;
    }
  }

  #joined(record: LayerRecord): TensorRef | null {
    const masks: TensorRef[] = [];
    for (const ref of record.inbound) {
      const mask = this.of(ref);
      // One input without padding: every place counts.
      if (!mask) return null;
      if (!masks.some((m) => sameRef(m, mask))) masks.push(mask);
    }
    const [only] = masks;
    if (masks.length === 1 && only) return only;
    return this.#add({ name: `${record.name}_mask`, class_name: 'Maximum', config: {}, inbound: masks });
  }

  #concatenated({ name, inbound }: LayerRecord): TensorRef | null {
    if (!inbound.some((ref) => this.of(ref))) return null;
    // Without a mask every place counts.
    const whole = (ref: TensorRef, i: number): TensorRef =>
      this.#add({ name: `${name}_places${i}`, class_name: 'EveryPlace', config: {}, inbound: [ref] });
    const masks = inbound.map((ref, i) => this.of(ref) ?? whole(ref, i));
    return this.#add({ name: `${name}_mask`, class_name: 'Concatenate', config: { axis: 1 }, inbound: masks });
  }

  #add(record: LayerRecord): TensorRef {
    this.#records.push(record);
    return { layer: record.name, output: 0 };
  }
}
