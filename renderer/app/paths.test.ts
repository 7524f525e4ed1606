import { describe, expect, it } from 'vitest';
import { baseName, crumbs, joinPath, withExtension } from './paths';

describe('paths of the core’s machine', () => {
  it('baseName', () => {
    expect(baseName('/home/ada/digits.attention.json')).toBe('digits.attention.json');
    expect(baseName('C:\\Users\\Ada\\a b.json')).toBe('a b.json');
    expect(baseName('plain')).toBe('plain');
  });

  it('joinPath', () => {
    expect(joinPath('/home/ada', 'a', '/')).toBe('/home/ada/a');
    expect(joinPath('/', 'a', '/')).toBe('/a');
    expect(joinPath('C:\\', 'a', '\\')).toBe('C:\\a');
  });

  it('withExtension', () => {
    expect(withExtension('digits', ['.attention.json'])).toBe('digits.attention.json');
    expect(withExtension('digits.json', ['.attention.json'])).toBe('digits.attention.json');
    expect(withExtension('digits.ATTENTION.json', ['.attention.json'])).toBe('digits.ATTENTION.json');
    expect(withExtension('v1.2', ['.zip'])).toBe('v1.2.zip');
    expect(withExtension('anything', [])).toBe('anything');
  });

  it('crumbs', () => {
    expect(crumbs('/home/ada', '/')).toEqual([
      { name: '/', path: '/' },
      { name: 'home', path: '/home' },
      { name: 'ada', path: '/home/ada' },
    ]);
    expect(crumbs('C:\\Users', '\\')).toEqual([
      { name: 'C:', path: 'C:\\' },
      { name: 'Users', path: 'C:\\Users' },
    ]);
  });
});
