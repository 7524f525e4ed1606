/** The UTF-8 bytes of a text. `shared/` sees no TextEncoder: it belongs to neither of its runtimes. */
export function encodeUtf8(text: string): number[] {
  const bytes: number[] = [];
  for (const char of text) {
    let code = char.codePointAt(0) ?? 0;
    // Half a surrogate pair is no character.
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** The text of UTF-8 bytes; what is none becomes `�`, one for the longest beginning of a character (as browsers do). */
export function decodeUtf8(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at++] ?? 0;
    const more = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : -1;
    if (more < 0) {
      text += '\ufffd';
      continue;
    }
    let code = more === 0 ? lead : lead & (0x3f >> more);
    let read = 0;
    for (; read < more; read++) {
      const next = bytes[at] ?? 0;
      // Too long a form, half a surrogate pair, beyond Unicode: told by the second byte.
      const least = read > 0 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
      const most = read > 0 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
      if (next < least || next > most) break;
      code = (code << 6) | (next & 63);
      at++;
    }
    text += read === more ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}
