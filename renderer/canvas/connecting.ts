import { create } from 'zustand';
import type { PortRef, Position } from '../../shared/graph/document';

/** A wire that is being drawn. */
export interface Loose {
  readonly from: PortRef;
  /** Whether `from` is an output or an input. */
  readonly side: 'in' | 'out';
}

/** What stands near the pointer: why a wire was refused, and what would mend it. */
export interface Refused {
  readonly reason: string;
  /** In pixels of the window. */
  readonly at: Position;
  readonly mend: { readonly title: string; apply(): void } | null;
  /** False while the pointer still drags. */
  readonly settled: boolean;
}

/** The list that adds a node. */
export interface QuickAddRequest {
  /** In pixels of the window. */
  readonly at: Position;
  /** On the canvas: where the node goes; null: beside the selection. */
  readonly place: Position | null;
  readonly loose: Loose | null;
}

interface ConnectingState {
  readonly loose: Loose | null;
  /** `portKey`s that the loose end may be dropped on; null: nothing is dragged. */
  readonly fitting: ReadonlySet<string> | null;
  readonly refused: Refused | null;
  readonly quickAdd: QuickAddRequest | null;
  /** The list of targets for the keyboard. */
  readonly choosing: { readonly loose: Loose; readonly at: Position } | null;
}

export const useConnecting = create<ConnectingState>(() => ({ loose: null, fitting: null, refused: null, quickAdd: null, choosing: null }));
