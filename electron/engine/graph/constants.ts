import { attr, tensorProto } from './attrs';
import { DT } from './proto';
import type { Ref, Scope } from './scope';

/** Constants larger than this are not looked for among those that are there. */
const SHARED_BYTES = 64;

/** The constants of one scope; equal small ones are one node. */
export class Constants {
  readonly #scope: Scope;
  readonly #known = new Map<string, Ref>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  add(dtype: number, shape: readonly number[], values: ArrayBufferView): Ref {
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    const key = bytes.length <= SHARED_BYTES ? `${dtype}:${shape.join()}:${bytes.toString('hex')}` : null;
    const known = key !== null && this.#known.get(key);
    if (known) return known;
    const value = attr.tensor(tensorProto(dtype, shape, values));
    const [ref] = this.#scope.emit('Const', [], { dtype: attr.type(dtype), value }, [{ dtype, shape }]);
    if (!ref) throw new Error('a constant gave nothing');
    if (key !== null) this.#known.set(key, ref);
    return ref;
  }

  int(value: number): Ref {
    return this.add(DT.int32, [], Int32Array.of(value));
  }

  ints(values: readonly number[]): Ref {
    return this.add(DT.int32, [values.length], Int32Array.from(values));
  }
}
