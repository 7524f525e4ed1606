import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferGraph } from '../graph/infer';
import { NODES } from '../nodes/registry.gen';
import { StudioError } from '../studio-error';
import { blankProject } from './blank-project';
import { MIGRATIONS } from './migrations';
import { readProject } from './read-project';
import { MAX_JSON_BYTES } from './safe-json';
import { PROJECT_VERSION, type Project } from './schema';
import { writeProject } from './write-project';

/** `npm run soak` asks for more. */
const FUZZ = Number(process.env.SOAK_FUZZ ?? 1);

const fixture = (version: number) => readFileSync(new URL(`./fixtures/version-${version}.attention.json`, import.meta.url), 'utf8');
const today = () => JSON.parse(fixture(PROJECT_VERSION)) as Record<string, unknown> & Project;
const json = (change: (project: Record<string, unknown> & Project) => unknown) => JSON.stringify(change(today()));

function refusal(text: string): StudioError {
  try {
    readProject(text);
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a project file', () => {
  it('survives reading and writing, with sorted keys and a last line end', () => {
    const { project, readOnly, migratedFrom } = readProject(fixture(PROJECT_VERSION));
    expect(readOnly).toBeNull();
    expect(migratedFrom).toBeNull();
    const written = writeProject(project);
    expect(readProject(written).project).toEqual(project);
    expect(writeProject(readProject(written).project)).toBe(written);
    expect(written.endsWith('}\n')).toBe(true);
    expect(Object.keys(JSON.parse(written))).toEqual([...Object.keys(JSON.parse(written))].sort());
  });

  it('keeps node types that it does not know, with everything in them', () => {
    const { project } = readProject(fixture(PROJECT_VERSION));
    const unknown = { kind: 'HolographicAttention', params: { beams: [1, 2, { deep: true }] }, title: null };
    expect(project.graph.nodes.from_tomorrow).toEqual(unknown);
    expect(readProject(writeProject(project)).project.graph.nodes.from_tomorrow).toEqual(unknown);
    expect(inferGraph(project.graph, NODES, null).problems.some((p) => p.message.includes('HolographicAttention'))).toBe(true);
  });

  it('may have a byte order mark', () => {
    expect(readProject(`\ufeff${fixture(PROJECT_VERSION)}`).project.name).toBe('A fixture');
  });

  it('with a cycle or a dangling wire opens, and the graph names the problem', () => {
    const wire = (from: string, to: string) => ({ from: { node: from, port: 'output' }, to: { node: to, port: 'input' } });
    const cyclic = json((p) => ({
      ...p,
      graph: {
        nodes: { a: { kind: 'Dense', params: {}, title: null }, b: { kind: 'Dense', params: {}, title: null } },
        wires: [wire('a', 'b'), wire('b', 'a'), wire('nowhere', 'a')],
      },
    }));
    const { problems } = inferGraph(readProject(cyclic).project.graph, NODES, null);
    expect(problems.some((p) => p.message.includes('its own output'))).toBe(true);
    expect(problems.some((p) => p.message.includes('nowhere'))).toBe(true);
  });
});

describe('a bad file is refused in words', () => {
  it.each([
    ['empty', '', 'not valid JSON'],
    ['not JSON', 'PK\u0003\u0004 hello', 'not valid JSON'],
    ['cut off', fixture(PROJECT_VERSION).slice(0, 300), 'not valid JSON'],
    ['a list', '[]', 'not a project'],
    ['null', 'null', 'not a project'],
    ['another format', '{"format":"comfyui"}', 'not a project'],
    ['no version', '{"format":"attention-studio"}', 'version'],
    ['version zero', '{"format":"attention-studio","version":0}', 'version'],
    ['a broken version', '{"format":"attention-studio","version":1.5}', 'version'],
  ])('%s', (_name, text, words) => {
    expect(refusal(text).message).toContain(words);
  });

  it('names the place of the damage', () => {
    const text = json((p) => ({ ...p, training: { ...p.training, epochs: 'many' } }));
    expect(refusal(text).message).toContain('training.epochs');
  });

  it('refuses fields that it does not know', () => {
    expect(refusal(json((p) => ({ ...p, code: 'rm -rf' }))).message).toContain('damaged');
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s at any depth', (key) => {
    const text = fixture(PROJECT_VERSION).replace('"deep"', JSON.stringify(key));
    expect(text).toContain(key);
    expect(refusal(text).message).toContain(key);
    expect(({} as Record<string, unknown>).deep).toBeUndefined();
  });

  it('refuses 100,000 nodes at once, with the figure', () => {
    const node = { kind: 'Dense', params: {}, title: null };
    const nodes = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`n${i}`, node]));
    const text = json((p) => ({ ...p, graph: { nodes, wires: [] } }));
    const began = performance.now();
    expect(refusal(text).received).toContain('100,000');
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('refuses nesting that would exhaust a parser', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(refusal(`{"format":"attention-studio","version":1,"x":${deep}}`).message).toContain('deeply');
    // Brackets in a text are no nesting.
    const harmless = json((p) => ({ ...p, notes: '['.repeat(1000) }));
    expect(readProject(harmless).project.notes).toHaveLength(1000);
  });

  it('refuses more than 50 MB before parsing', () => {
    expect(refusal(`{"x":"${'a'.repeat(MAX_JSON_BYTES)}"}`).message).toContain('too large');
  });

  it('never throws anything but words, whatever is changed in the file', () => {
    const text = fixture(PROJECT_VERSION);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), fc.nat(5), (at, insert, cut) => {
        const changed = text.slice(0, at) + insert + text.slice(at + cut);
        try {
          const { project } = readProject(changed);
          expect(readProject(writeProject(project)).project).toEqual(project);
        } catch (error) {
          expect(error).toBeInstanceOf(StudioError);
        }
      }),
      { numRuns: 400 * FUZZ, seed: 1 },
    );
  });

  it('never throws anything but words, whatever JSON comes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.json({ maxDepth: 6 }), (a, b) => {
        for (const text of [a, `{"format":"attention-studio","version":1,"graph":${a},"training":${b}}`]) {
          expect(() => readProject(text)).toThrow(StudioError);
        }
      }),
      { numRuns: 300 * FUZZ, seed: 2 },
    );
  });
});

describe('a newer version', () => {
  it('opens read-only, saying why, without what is not known here', () => {
    const text = json((p) => ({
      ...p,
      version: PROJECT_VERSION + 6,
      hologram: 1,
      graph: { ...p.graph, groups: [], nodes: { ...p.graph.nodes, dense: { kind: 'Dense', params: {}, title: null, colour: 'red' } } },
      training: { ...p.training, optimizer: { name: 'lion', beta: 1 } },
    }));
    const { project, readOnly } = readProject(text);
    expect(readOnly).toContain(`version ${PROJECT_VERSION + 6}`);
    expect(project.graph.nodes.dense).toEqual({ kind: 'Dense', params: {}, title: null });
    expect(project.name).toBe('A fixture');
  });

  it('that cannot be shown is refused with what to do', () => {
    const text = json((p) => ({ ...p, version: PROJECT_VERSION + 1, graph: 'elsewhere' }));
    expect(refusal(text).advice).toContain('newer');
  });
});

describe('migrations', () => {
  it('have a step and a fixture for every version, and lift each to today', () => {
    expect(MIGRATIONS.map((m) => m.from)).toEqual(Array.from({ length: PROJECT_VERSION - 1 }, (_, i) => i + 1));
    for (let version = 1; version <= PROJECT_VERSION; version++) {
      const { project, migratedFrom } = readProject(fixture(version));
      expect(project.version).toBe(PROJECT_VERSION);
      expect(migratedFrom).toBe(version < PROJECT_VERSION ? version : null);
    }
  });

  it('from 1 add how a step runs, that no weights are averaged and names of the data’s parts, and leave everything else as it was', () => {
    const before = JSON.parse(fixture(1)) as Project;
    const { project } = readProject(fixture(1));
    const { input, target } = JSON.parse(fixture(1)).data.facts;
    const how = { loss_weights: {}, gradient_accumulation_steps: 1, step: 'auto', xla: 'auto', precision: 'float32', threads: null };
    const added = { ...how, use_ema: false, ema_momentum: 0.99, ema_overwrite_frequency: null };
    const data = { ...before.data, facts: { samples: 20, inputs: { image: input }, targets: { class: target } } };
    expect(project).toEqual({ ...before, version: PROJECT_VERSION, data, training: { ...before.training, ...added } });
  });

  it('leave what is damaged to be named', () => {
    expect(refusal(JSON.stringify({ ...JSON.parse(fixture(1)), training: 'none' })).message).toContain('training');
  });
});

it('a blank project is valid', () => {
  expect(readProject(writeProject(blankProject('Untitled'))).readOnly).toBeNull();
});
