/** Classes of characters as Rust and Unicode have them: JavaScript's `\s`, `\w` and `\d` are narrower or wider. */
export const SPACE = '\\p{White_Space}';
/** `\w` of Unicode (UTS #18). */
export const WORD = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}';

const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/u;
const WHITE = new RegExp(SPACE, 'u');
const WORD_CHAR = new RegExp(`[${WORD}]`, 'u');
const NUMERIC = /\p{N}/u;
const CJK: readonly (readonly [number, number])[] = [
  [0x4e00, 0x9fff],
  [0x3400, 0x4dbf],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b73f],
  [0x2b740, 0x2b81f],
  [0x2b920, 0x2ceaf],
  [0xf900, 0xfaff],
  [0x2f800, 0x2fa1f],
];

/** ASCII signs that Unicode calls symbols (`$`, `+`) count, as in BERT. */
export const isPunctuation = (char: string): boolean => PUNCTUATION.test(char);
export const isSpace = (char: string): boolean => WHITE.test(char);
export const isWordChar = (char: string): boolean => WORD_CHAR.test(char);
export const isNumeric = (char: string): boolean => NUMERIC.test(char);
/** The blocks that BERT takes for Chinese characters. */
export const isCjk = (char: string): boolean => {
  const code = char.codePointAt(0) ?? 0;
  return CJK.some(([first, last]) => code >= first && code <= last);
};
