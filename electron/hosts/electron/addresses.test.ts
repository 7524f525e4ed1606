import { describe, expect, it } from 'vitest';
import { isOwnPage, mayOpenOutside } from './addresses';

describe('isOwnPage', () => {
  it('takes the page and nothing that looks like it', () => {
    expect(isOwnPage('studio://app/')).toBe(true);
    expect(isOwnPage('studio://app')).toBe(true);
    for (const other of ['studio://app.example/', 'studio://other/', 'https://app/', 'file:///app/', 'studio:app', '', 'about:blank']) {
      expect(isOwnPage(other), other).toBe(false);
    }
  });
});

describe('mayOpenOutside', () => {
  it('takes listed addresses over https only', () => {
    expect(mayOpenOutside('https://keras.io/api/layers/')).toBe(true);
    expect(mayOpenOutside('https://arxiv.org/abs/1409.0473')).toBe(true);
    for (const other of [
      'http://keras.io/',
      'https://keras.io.example/',
      'https://keras.io@example.com/',
      'https://user@keras.io/',
      'https://keras.io:8443/',
      'https://example.com/https://keras.io/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'keras.io',
    ]) {
      expect(mayOpenOutside(other), other).toBe(false);
    }
  });
});
