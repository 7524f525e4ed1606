import { describe, expect, it } from 'vitest';
import { NODES } from '../../shared/nodes/registry.gen';
import { nodesPage } from './nodes-page';

const page = nodesPage(Object.values(NODES));
const sectionOf = (title: string): string => page.split(`\n### ${title}\n`)[1]?.split('\n### ')[0] ?? '';

describe('docs/nodes.md', () => {
  it('has a section for every node type, and a link to it', () => {
    for (const { title, kind } of Object.values(NODES)) {
      expect(sectionOf(title), title).toContain(`\`${kind}\`. `);
      expect(page).toContain(`[${title}](#`);
    }
  });

  it('links to headings that are there, also where a title comes twice', () => {
    const [dense, add] = [NODES.Dense, NODES.Add];
    if (!dense || !add) throw new Error('the registry lacks Dense or Add');
    const twice = nodesPage([dense, { ...add, title: 'Dense' }, { ...add, kind: 'Fusion', title: 'Fusion' }]);
    expect(twice).toContain('**Extractors**: [Dense](#dense)');
    expect(twice).toContain('**Fusion**: [Dense](#dense-1), [Fusion](#fusion-1)');
  });

  it('says formula, paper, parameters, shapes and how many numbers are learned', () => {
    const section = sectionOf('Multi-head attention');
    expect(section).toContain('```text\nconcat_h softmax(Q_h K_hᵀ / √d) V_h · W_o\n```');
    expect(section).toContain('[arXiv:1706.03762](https://arxiv.org/abs/1706.03762)');
    expect(section).toContain('| `num_heads` | a whole number from 1 to 256 | `4` | Number of attentions side by side. |');
    // 3 · (5 · 6 + 6) for queries, keys and values, 6 · 5 + 5 for the output.
    expect(section).toContain('| self | `num_heads=2` `key_dim=3` | query 4 × 5 | output 4 × 5; scores 2 × 4 × 4 | 143 |');
    expect(section).toContain('Attention map: a matrix');
  });

  it('tells a parameter of many node types once', () => {
    expect(page.match(/\| `trainable` \|/g)).toHaveLength(1);
    expect(sectionOf('Dense')).toContain('Also, as many others:');
  });
});
