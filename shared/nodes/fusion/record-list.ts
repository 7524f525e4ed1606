import type { LayerRecord, TensorRef } from '../../graph/layer-record';
import type { JsonObject } from '../../json';

/** Layer records of a composite, each under the node's id and a name of its own. */
export class RecordList {
  readonly records: LayerRecord[] = [];
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  /** @param part empty: the record that carries the node's own name */
  add(part: string, className: string, config: JsonObject, ...inbound: readonly TensorRef[]): TensorRef {
    const name = part === '' ? this.#id : `${this.#id}_${part}`;
    this.records.push({ name, class_name: className, config, inbound });
    return { layer: name, output: 0 };
  }

  /** 1 − x. */
  complement(part: string, x: TensorRef): TensorRef {
    return this.add(part, 'Rescaling', { scale: -1, offset: 1 }, x);
  }
}
