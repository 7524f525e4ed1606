import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { resolveDataPath } from './data-path';

it('finds the data of the application, beside the project, or where it says', () => {
  expect(resolveDataPath('resource:digits', null, '/app/resources')).toBe(join('/app/resources', 'data', 'digits'));
  expect(resolveDataPath('pictures/of cats', '/home/me/p.attention.json', '/app/resources')).toBe(resolve('/home/me/pictures/of cats'));
  expect(resolveDataPath('../elsewhere.csv', '/home/me/p.attention.json', '/app/resources')).toBe(resolve('/home/elsewhere.csv'));
  expect(resolveDataPath(resolve('/data'), null, '/app/resources')).toBe(resolve('/data'));
});

it('refuses to leave the resources, and a relative path of an unsaved project', () => {
  for (const path of ['resource:../secrets', 'resource:digits/../../../etc', 'resource:/etc/passwd']) {
    expect(() => resolveDataPath(path, null, '/app/resources')).toThrow('outside the application');
  }
  expect(() => resolveDataPath('pictures', null, '/app/resources')).toThrow('has not been saved yet');
});
