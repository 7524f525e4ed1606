import { describe, expect, it } from 'vitest';
import { StudioError } from '../../shared/studio-error';
import { NotFinite } from '../engine/step/training-step';
import { nodeOf, toFailure } from './failure';

describe('toFailure', () => {
  it('names the node whose layer computed what is not a number', () => {
    const failure = toFailure(new NotFinite('activation', 'look_query'), 'training', ['look', 'words'], '/run');
    expect(failure).toMatchObject({ kind: 'nan', node: 'look' });
    expect(failure.message).toContain('“look”');
  });

  it('keeps the words of a StudioError, under where it happened', () => {
    const error = new StudioError('No rows.', { expected: 'rows', received: 'none', advice: 'Add some.' });
    expect(toFailure(error, 'data', [], '/run')).toEqual({
      kind: 'data',
      message: 'No rows. (expected rows, received none)',
      advice: 'Add some.',
      node: null,
    });
  });

  it('tells a full disk and missing memory from the rest', () => {
    expect(toFailure(Object.assign(new Error('write'), { code: 'ENOSPC' }), 'training', [], '/run')).toMatchObject({ kind: 'disk' });
    expect(toFailure(new Error('OOM when allocating tensor'), 'training', [], '/run')).toMatchObject({ kind: 'memory' });
    expect(toFailure(new Error('x is undefined'), 'training', [], '/run')).toMatchObject({ kind: 'other' });
  });
});

describe('nodeOf', () => {
  it('finds the longest id that a layer’s name begins with', () => {
    expect(nodeOf('dense_1_norm', ['dense', 'dense_1'])).toBe('dense_1');
    expect(nodeOf('dense_10', ['dense_1', 'dense_10'])).toBe('dense_10');
    expect(nodeOf('dense_10', ['dense_1'])).toBeNull();
    expect(nodeOf(null, ['dense'])).toBeNull();
  });
});
