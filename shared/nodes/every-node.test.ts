import { describe, expect, it } from 'vitest';
import { GROWTH_EXPONENTS, lengthOf, ruleAtLength } from '../codegen/cost-at-length';
import type { AnyNode } from '../graph/define-node';
import { readExample } from '../graph/read-example';
import { NODES } from './registry.gen';

const ALL = Object.values(NODES);

/** What computes shows its formula, and says whose it is: a paper's, or Keras's. Data enters, and what a block hands through is, without one. */
const computes = ({ family, inside }: AnyNode): boolean => family !== 'input' && !inside;

/** The examples of a node type into which a sequence comes, with what its rules take. */
function withSequence(kind: string) {
  const definition = NODES[kind];
  if (!definition) throw new Error(`no node type ${kind}`);
  return definition.examples
    .map((example) => ({ name: example.name, definition, ...readExample(definition, example) }))
    .filter(({ inputs }) => lengthOf(inputs) !== null);
}

describe('every node type', () => {
  it.each(ALL.map(({ kind }) => kind))('%s is documented', (kind) => {
    const definition = NODES[kind];
    expect(definition?.title).toMatch(/\S/);
    expect(definition?.doc).toMatch(/\.$/);
    for (const [name, param] of Object.entries(definition?.params ?? {})) expect(param.doc, name).toMatch(/\.$/);
    for (const port of [...(definition?.inputs ?? []), ...(definition?.outputs ?? [])]) expect(port.doc, port.name).toMatch(/\S/);
  });

  it.each(ALL.filter(computes).map(({ kind }) => kind))('%s says its formula and source', (kind) => {
    expect(NODES[kind]?.formula).toMatch(/\S/);
    expect(NODES[kind]?.source).toMatch(/\d{4}|Keras|scikit-learn|librosa|Hugging ?Face/);
  });

  it.each(ALL.filter(({ cost }) => cost).map(({ kind }) => kind))('%s costs as much more with the length as it says', (kind) => {
    for (const { name, definition, inputs, params } of withSequence(kind)) {
      const [short, long] = [2048, 4096].map((length) => ruleAtLength(definition, inputs, params, length));
      if (!short || !long) continue;
      expect(long.growth, name).toBe(short.growth);
      const exponent = long.growth === null ? 0 : GROWTH_EXPONENTS[long.growth];
      if (exponent === undefined) throw new Error(`“${long.growth}” is no word that GROWTH_EXPONENTS knows: add it there.`);
      // The part that grows slower may still count.
      expect(Math.log2(long.multiplications / short.multiplications), `${name}: multiplications`).toBeGreaterThan(exponent - 0.1);
      expect(Math.log2(long.multiplications / short.multiplications), `${name}: multiplications`).toBeLessThan(exponent + 0.01);
      if (short.scoresBytes > 0) expect(Math.log2(long.scoresBytes / short.scoresBytes), `${name}: scores`).toBeCloseTo(exponent, 2);
    }
  });
});
