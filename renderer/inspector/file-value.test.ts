import { describe, expect, it } from 'vitest';
import { fromProject, readFileValue } from './file-value';

describe('a file parameter', () => {
  it('is read as a file was chosen, or as a person wrote it', () => {
    expect(readFileValue({ path: '/a/t.json', facts: { ids: 7 } })).toEqual({ path: '/a/t.json', facts: { ids: 7 } });
    expect(readFileValue('t.json')).toEqual({ path: 't.json', facts: {} });
    expect([readFileValue(null), readFileValue(3), readFileValue({ file: 'x' })]).toEqual([null, null, null]);
  });

  it('is shown from the folder of the project', () => {
    expect(fromProject('/work/a/vectors/glove.txt', '/work/a/p.attention.json')).toBe('vectors/glove.txt');
    expect(fromProject('C:\\a\\t.json', 'C:\\a\\p.attention.json')).toBe('t.json');
    expect(fromProject('/other/glove.txt', '/work/a/p.attention.json')).toBe('/other/glove.txt');
    expect(fromProject('/other/glove.txt', null)).toBe('/other/glove.txt');
  });
});
