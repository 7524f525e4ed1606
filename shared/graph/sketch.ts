import type { JsonObject } from '../json';
import { BLOCK_INPUT } from './block-input';
import type { Expansion } from './define-node';
import type { GraphNode, NodeId, PortRef, Wire } from './document';

/** Draws the graph inside a block, node by node. */
export class Sketch {
  readonly #nodes: Record<NodeId, GraphNode> = {};
  readonly #wires: Wire[] = [];

  /** What is wired to a port of the block; `at`: of several wires. */
  static input(port: string, at = 0): PortRef {
    return { node: BLOCK_INPUT, port: at === 0 ? port : `${port}_${at}` };
  }

  /**
   * Adds a node.
   *
   * @param wires by input port: where its value comes from, or several
   * @returns its port `output`
   */
  node(
    id: NodeId,
    kind: string,
    params: JsonObject,
    wires: { readonly [port: string]: PortRef | readonly PortRef[] },
    title: string | null = null,
  ): PortRef {
    if (this.#nodes[id]) throw new Error(`the sketch has a node “${id}” already`);
    this.#nodes[id] = { kind, title, params };
    for (const [port, from] of Object.entries(wires)) {
      for (const ref of 'node' in from ? [from] : from) this.#wires.push({ from: ref, to: { node: id, port } });
    }
    return { node: id, port: 'output' };
  }

  /** @param outputs by output port of the block: where its value is made */
  done(outputs: { readonly [port: string]: PortRef }): Expansion {
    return { graph: { nodes: this.#nodes, wires: this.#wires }, outputs };
  }
}
