import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryNeed } from '../codegen/memory';
import { planModel } from '../codegen/plan';
import { NODES } from '../nodes/registry.gen';
import { anyFacts, anyGraph } from './any-graph.test-data';
import { applyEdits } from './edits';
import { inferGraph } from './infer';

/** `npm run soak` asks for more. */
const FUZZ = Number(process.env.SOAK_FUZZ ?? 1);

describe('any graph at all', () => {
  it('is inferred without a throw, and what it says is whole', () => {
    fc.assert(
      fc.property(anyGraph, anyFacts, (drawn, data) => {
        const report = inferGraph(drawn, NODES, data);
        expect(Object.keys(report.nodes).sort()).toEqual(Object.keys(drawn.nodes).sort());
        expect(Number.isInteger(report.parameters)).toBe(true);
        for (const problem of report.problems) {
          expect(problem.message.length).toBeGreaterThan(0);
          expect(JSON.stringify(problem)).not.toMatch(/undefined|NaN|\[object/);
        }
        expect(Number.isFinite(memoryNeed(report, { batchSize: 8, optimizerSlots: 2 }).total)).toBe(true);
      }),
      { numRuns: 700 * FUZZ, seed: 11 },
    );
  });

  it('loses a problem when its fix is applied', () => {
    fc.assert(
      fc.property(anyGraph, anyFacts, (drawn, data) => {
        for (const problem of inferGraph(drawn, NODES, data).problems) {
          if (!problem.fix) continue;
          const mended = applyEdits({ graph: drawn, layout: {} }, problem.fix.edits).graph;
          const same = inferGraph(mended, NODES, data).problems.filter(
            (p) => p.node === problem.node && p.port === problem.port && p.message === problem.message && p.received === problem.received,
          );
          const before = inferGraph(drawn, NODES, data).problems.filter(
            (p) => p.node === problem.node && p.port === problem.port && p.message === problem.message && p.received === problem.received,
          );
          expect(same.length, `${problem.message} (${problem.fix.title})`).toBeLessThan(before.length);
        }
      }),
      { numRuns: 500 * FUZZ, seed: 12 },
    );
  });

  it('lowers without a throw where it has no error', () => {
    fc.assert(
      fc.property(anyGraph, anyFacts, (drawn, data) => {
        const planned = planModel(drawn, NODES, data);
        if (!planned.ok) return;
        const names = planned.plan.records.map((record) => record.name);
        expect(new Set(names).size).toBe(names.length);
        const made = new Set<string>();
        for (const record of planned.plan.records) {
          for (const ref of record.inbound) expect(made.has(ref.layer), `${ref.layer} before ${record.name}`).toBe(true);
          made.add(record.name);
        }
      }),
      { numRuns: 700 * FUZZ, seed: 13 },
    );
  });
});
