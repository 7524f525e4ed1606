import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Graph } from '../../../shared/graph/document';
import type { Json } from '../../../shared/json';
import { withFileFacts, withFilePaths } from './file-params';

const graphOf = (tokenizer: Json): Graph => ({
  nodes: {
    text: { kind: 'TextInput', title: null, params: {} },
    ids: { kind: 'TextVectorization', title: null, params: { split: 'file', tokenizer } },
    later: { kind: 'OfANewerVersion', title: null, params: { tokenizer: { path: 'x', facts: {} } } },
  },
  wires: [],
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'file-params-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('files that nodes name', () => {
  it('move with the project', () => {
    const moved = withFilePaths(graphOf({ path: 'a/t.json', facts: { ids: 7 } }), (file) => `/p/${file}`);
    expect(moved.nodes.ids?.params.tokenizer).toEqual({ path: '/p/a/t.json', facts: { ids: 7 } });
    expect(moved.nodes.later?.params).toEqual({ tokenizer: { path: 'x', facts: {} } });
  });

  it('leave a graph without them as it is', () => {
    const graph = graphOf(null);
    expect(withFilePaths(graph, () => 'elsewhere')).toBe(graph);
    const wrong = graphOf(5);
    expect(withFilePaths(wrong, () => 'elsewhere')).toBe(wrong);
  });

  it('are looked into where nobody has: written by hand', async () => {
    const project = path.join(folder, 'p.attention.json');
    await writeFile(
      path.join(folder, 't.json'),
      JSON.stringify({ model: { type: 'WordPiece', vocab: { '[PAD]': 0, '[UNK]': 1, a: 2 }, unk_token: '[UNK]' } }),
    );
    const settled = await withFileFacts(graphOf('t.json'), project);
    expect(settled.nodes.ids?.params.tokenizer).toEqual({ path: path.join(folder, 't.json'), facts: { ids: 3 } });
    await expect(withFileFacts(graphOf('gone.json'), project)).rejects.toThrow('is not there');
  });
});
