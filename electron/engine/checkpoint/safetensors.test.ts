import { describe, expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from './safetensors';

describe('safetensors', () => {
  it('has the layout of the format', () => {
    const bytes = encodeSafetensors([{ name: 'a', shape: [2], data: Float32Array.of(1, 2) }]);
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
    });
    expect(Array.from(bytes.subarray(8 + length))).toEqual([0, 0, 128, 63, 0, 0, 0, 64]);
  });

  it('reads what it wrote, scalars, empty tensors and whole numbers included', () => {
    const tensors = [
      { name: 'scalar', shape: [], data: Float32Array.of(Math.PI) },
      { name: 'empty', shape: [0, 3], data: new Float32Array() },
      { name: 'ids', shape: [1, 2], data: Int32Array.of(-1, 2 ** 31 - 1) },
    ];
    expect([...decodeSafetensors(Buffer.from(encodeSafetensors(tensors))).values()]).toEqual(tensors);
  });

  it('throws on every truncation', () => {
    const bytes = encodeSafetensors([{ name: 'a', shape: [2], data: Float32Array.of(1, 2) }]);
    for (let length = 0; length < bytes.length; length++) expect(() => decodeSafetensors(bytes.subarray(0, length))).toThrow();
  });

  it('refuses a header that claims more than the file has', () => {
    const bytes = encodeSafetensors([]);
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 60n, true);
    expect(() => decodeSafetensors(bytes)).toThrow('does not fit');
  });

  it('refuses two tensors of one name', () => {
    const tensor = { name: 'a', shape: [1], data: Float32Array.of(1) };
    expect(() => encodeSafetensors([tensor, tensor])).toThrow('called a');
  });
});
