import type { JsonObject } from '../json';
import type { Graph, PortRef } from './document';

/** `image.image` */
function end(text: string): PortRef {
  const [node = '', port = ''] = text.trim().split('.');
  return { node, port };
}

/** A graph in few words: kinds (with parameters) by id, and wires as `image.image > rescaling.input`. */
export function graphOf(
  nodes: { readonly [id: string]: string | readonly [kind: string, params: JsonObject] },
  wires: readonly string[],
): Graph {
  return {
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, node]) => {
        const [kind, params] = typeof node === 'string' ? [node, {}] : node;
        return [id, { kind, title: null, params }];
      }),
    ),
    wires: wires.map((wire) => {
      const [from = '', to = ''] = wire.split('>');
      return { from: end(from), to: end(to) };
    }),
  };
}
