interface Format {
  readonly bits: 8 | 16 | 24 | 32 | 64;
  readonly coding: 'integer' | 'float';
  readonly rate: number;
  /** Written in the extended form. */
  readonly extended?: boolean;
  /** A chunk before the samples. */
  readonly before?: string;
  /** What the file says of the length of its samples. */
  readonly length?: number;
  readonly tag?: number;
  readonly claimedBits?: number;
}

function chunk(name: string, content: Buffer, length = content.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** A WAV file of channels of numbers, −1…1, as the specification has it. */
export function wavOf(channels: readonly (readonly number[])[], format: Format): Buffer {
  const { bits, coding, rate, extended = false } = format;
  const count = channels[0]?.length ?? 0;
  const width = bits / 8;
  const data = Buffer.alloc(count * channels.length * width);
  const most = 2 ** (bits - 1);
  channels.forEach((channel, c) => {
    channel.forEach((value, i) => {
      const at = (i * channels.length + c) * width;
      if (coding === 'float') bits === 64 ? data.writeDoubleLE(value, at) : data.writeFloatLE(value, at);
      else {
        const whole = Math.max(-most, Math.min(most - 1, Math.round(value * most)));
        if (bits === 8) data.writeUInt8(whole + 128, at);
        else data.writeIntLE(whole, at, width);
      }
    });
  });
  const tag = format.tag ?? (coding === 'float' ? 3 : 1);
  const fmt = Buffer.alloc(extended ? 40 : 16);
  fmt.writeUInt16LE(extended ? 0xfffe : tag, 0);
  fmt.writeUInt16LE(channels.length, 2);
  fmt.writeUInt32LE(rate, 4);
  fmt.writeUInt32LE(rate * channels.length * width, 8);
  fmt.writeUInt16LE(channels.length * width, 12);
  fmt.writeUInt16LE(format.claimedBits ?? bits, 14);
  if (extended) {
    fmt.writeUInt16LE(22, 16);
    fmt.writeUInt16LE(bits, 18);
    fmt.writeUInt16LE(tag, 24);
  }
  const before = format.before ? [chunk(format.before, Buffer.from('odd'))] : [];
  const body = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', fmt), ...before, chunk('data', data, format.length ?? data.length)]);
  return chunk('RIFF', body);
}
