import { expect, it } from 'vitest';
import { safeName } from './upload';

it('an uploaded file gets a safe name', () => {
  expect(safeName('a%2Fb%2Fc.csv')).toBe('c.csv');
  expect(safeName('.hidden')).toBe('hidden');
  expect(safeName('caf%C3%A9.csv')).toBe('café.csv');
  expect(safeName('a%3Cb%3E.csv')).toBe('a_b_.csv');
  expect(safeName('LPT1.csv')).toBeNull();
  expect(safeName(`${'a'.repeat(300)}.csv`)?.length).toBe(150);
});
