import type { RunDiff } from '../../shared/diff-runs';
import type { Family } from '../../shared/graph/define-node';
import type { GraphNode, NodeId, PortRef } from '../../shared/graph/document';
import { NODES } from '../../shared/nodes/registry.gen';
import type { FrozenRun } from '../../shared/run';
import { settingName, settingWords, valueWords } from './setting-words';

/** A node as the list of differences heads it. */
export interface NodeHead {
  readonly id: NodeId;
  readonly title: string;
  readonly kind: string;
  /** Null where this version does not know the kind. */
  readonly family: Family | null;
  readonly letter: string;
}

/** One difference: the value in the base, and in the other run. Null: it is not there. */
export interface DifferenceRow {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface NodeDifference {
  readonly node: NodeHead;
  readonly change: 'added' | 'removed' | 'changed';
  readonly rows: readonly DifferenceRow[];
}

function headOf(id: NodeId, node: GraphNode): NodeHead {
  const definition = Object.hasOwn(NODES, node.kind) ? NODES[node.kind] : undefined;
  return {
    id,
    title: node.title ?? definition?.title ?? node.kind,
    kind: node.kind,
    family: definition?.family ?? null,
    letter: definition?.letter ?? '?',
  };
}

/** `Self-attention`, with the port where it is not the main one. */
function sourceWords(refs: readonly PortRef[], nodes: { readonly [id: NodeId]: GraphNode }): string | null {
  if (refs.length === 0) return null;
  return refs
    .map(({ node: id, port }) => {
      const node = nodes[id];
      if (!node) return `${id}.${port}`;
      const main = Object.hasOwn(NODES, node.kind) ? NODES[node.kind]?.outputs[0]?.name : undefined;
      return `${headOf(id, node).title} (${id})${port === main ? '' : `, ${port}`}`;
    })
    .join(' + ');
}

/** What differs between two graphs, node by node in the order of the other run, removed ones last. */
export function graphRows(diff: RunDiff['graph'], before: FrozenRun, after: FrozenRun): readonly NodeDifference[] {
  const wires = (id: { readonly before: NodeId | null; readonly after: NodeId | null }) =>
    diff.rewired
      .filter((port) => port.before === id.before && port.after === id.after)
      .map((port) => ({
        what: `wired into ${port.port}`,
        before: sourceWords(port.was, before.graph.nodes),
        after: sourceWords(port.is, after.graph.nodes),
      }));
  const changes = new Map(diff.changed.map((change) => [change.after, change]));
  const added = new Set(diff.added.map((entry) => entry.id));
  const rewired = new Map(diff.rewired.flatMap((port) => (port.before !== null && port.after !== null ? [[port.after, port.before]] : [])));
  const rows = Object.entries(after.graph.nodes).flatMap(([id, node]): readonly NodeDifference[] => {
    if (added.has(id)) return [{ node: headOf(id, node), change: 'added', rows: wires({ before: null, after: id }) }];
    const change = changes.get(id);
    const was = change?.before ?? rewired.get(id);
    if (was === undefined) return [];
    return [
      {
        node: headOf(id, node),
        change: 'changed',
        rows: [
          ...(was === id ? [] : [{ what: 'name in the graph', before: was, after: id }]),
          ...(change?.title ? [{ what: 'title', before: change.title.before, after: change.title.after }] : []),
          ...(change?.params ?? []).map((param) => ({
            what: param.path.join('.'),
            before: 'before' in param ? valueWords(param.before) : null,
            after: 'after' in param ? valueWords(param.after) : null,
          })),
          ...wires({ before: was, after: id }),
        ],
      },
    ];
  });
  const removed = diff.removed.map(
    ({ id, node }): NodeDifference => ({ node: headOf(id, node), change: 'removed', rows: wires({ before: id, after: null }) }),
  );
  return [...rows, ...removed];
}

/** What differs in the settings of training, in the data, or in what computed. */
export function settingRows(diff: RunDiff, part: 'training' | 'data' | 'machine'): readonly DifferenceRow[] {
  return diff[part].map((change) => ({
    what: settingName(part, change.path),
    before: 'before' in change ? settingWords(part, change.path, change.before) : null,
    after: 'after' in change ? settingWords(part, change.path, change.after) : null,
  }));
}
