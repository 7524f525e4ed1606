import { expect, test } from 'vitest';
import { NODES } from '../../shared/nodes/registry.gen';
import { wordsOf } from './families';
import { rank } from './rank';

const nodes = Object.values(NODES);
const found = (search: string) =>
  nodes
    .map((node) => ({ title: node.title, score: rank(node.kind, search, wordsOf(node)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ title }) => title);

test.each(nodes.map((node) => node.title))('the title %s finds its own node first', (title) => {
  expect(found(title)[0]).toBe(title);
});

test('the beginning of a title goes before a keyword', () => {
  expect(found('resh')[0]).toBe('Reshape');
  expect(found('multi-head')[0]).toBe('Multi-head attention');
});

test('words in any order, keywords, and words that nothing has', () => {
  expect(found('attention multi')[0]).toBe('Multi-head attention');
  expect(found('patches')).toContain('Reshape');
  expect(found('zebra')).toEqual([]);
  expect(found('')).toHaveLength(nodes.length);
});
