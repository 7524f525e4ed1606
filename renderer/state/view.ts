import { create } from 'zustand';
import type { NodeId } from '../../shared/graph/document';

export type Rail = 'nodes' | 'data' | 'runs' | 'attention';
export type DockTab = 'training' | 'evaluation' | 'attention' | 'try' | 'log';
export type DialogName = 'shortcuts' | 'open' | 'save' | 'problems' | 'leave' | 'find';

/** One step into a block. */
export interface Inside {
  readonly block: string;
  /** The node that was entered, whose inputs the shapes inside follow; null: the block by itself. */
  readonly instance: NodeId | null;
}

interface ViewState {
  /** The blocks that were entered, from the outside in; empty: the whole graph is drawn. */
  readonly inside: readonly Inside[];
  readonly nodes: ReadonlySet<NodeId>;
  /** `wireKey`s. */
  readonly wires: ReadonlySet<string>;
  readonly rail: Rail;
  readonly leftOpen: boolean;
  readonly rightOpen: boolean;
  readonly dockOpen: boolean;
  readonly dockTab: DockTab;
  /** Runs are compared in the place of the graph and the dock, as long as the rail is at the runs. */
  readonly comparing: boolean;
  readonly dialog: DialogName | null;
  /** The side panels are drawers over the canvas: one at a time, closed at first, not remembered. */
  readonly narrow: boolean;
  /** A node that the canvas brings into view; `turn` asks for the same one again. */
  readonly reveal: { readonly node: NodeId; readonly turn: number } | null;
}

const KEY = 'panels';
const NONE: ReadonlySet<string> = new Set();

function remembered(): Partial<Pick<ViewState, 'leftOpen' | 'rightOpen' | 'dockOpen'>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const flag = (name: 'leftOpen' | 'rightOpen' | 'dockOpen') =>
      typeof value === 'object' && value !== null && name in value ? { [name]: Reflect.get(value, name) !== false } : {};
    return { ...flag('leftOpen'), ...flag('rightOpen'), ...flag('dockOpen') };
  } catch {
    return {};
  }
}

/** What the window shows, in no file and no history: selection, open panels, dialogs. */
export const useView = create<ViewState>(() => ({
  inside: [],
  nodes: NONE,
  wires: NONE,
  rail: 'nodes',
  leftOpen: true,
  rightOpen: true,
  dockOpen: true,
  dockTab: 'training',
  comparing: false,
  dialog: null,
  narrow: false,
  reveal: null,
  ...remembered(),
}));

useView.subscribe(({ leftOpen, rightOpen, dockOpen, narrow }, before) => {
  if (narrow || before.narrow) return;
  if (leftOpen === before.leftOpen && rightOpen === before.rightOpen && dockOpen === before.dockOpen) return;
  localStorage.setItem(KEY, JSON.stringify({ leftOpen, rightOpen, dockOpen }));
});

/** The window became too narrow for panels beside the canvas, or wide enough again. */
export function setNarrow(narrow: boolean): void {
  if (useView.getState().narrow === narrow) return;
  useView.setState(narrow ? { narrow, leftOpen: false, rightOpen: false } : { narrow, leftOpen: true, rightOpen: true, ...remembered() });
}

/** Opens or closes the inspector. */
export function showInspector(rightOpen: boolean): void {
  useView.setState((s) => ({ rightOpen, leftOpen: s.narrow && rightOpen ? false : s.leftOpen }));
}

/** Brings a node into view. */
export function reveal(node: NodeId): void {
  useView.setState((s) => ({ reveal: { node, turn: (s.reveal?.turn ?? 0) + 1 }, comparing: false }));
}

export function select(nodes: Iterable<NodeId>, wires: Iterable<string> = []): void {
  useView.setState({ nodes: new Set(nodes), wires: new Set(wires) });
}

/** Enters a block: its inside is drawn. */
export function enterBlock(step: Inside): void {
  useView.setState((s) => ({ inside: [...s.inside, step], nodes: NONE, wires: NONE }));
}

/** Back out of blocks, until `depth` of them are entered. */
export function leaveBlocks(depth: number): void {
  useView.setState((s) => ({ inside: s.inside.slice(0, depth), nodes: NONE, wires: NONE }));
}

/** Opens a panel of the rail; the open one's button closes it. */
export function toggleRail(rail: Rail): void {
  useView.setState((s) =>
    s.leftOpen && s.rail === rail ? { leftOpen: false } : { leftOpen: true, rail, rightOpen: s.narrow ? false : s.rightOpen },
  );
}

export function showDock(dockTab: DockTab): void {
  useView.setState({ dockTab, dockOpen: true, comparing: false });
}

/** Whether runs are compared now, in the place of the graph. */
export function isComparing({ comparing, rail }: Pick<ViewState, 'comparing' | 'rail'>): boolean {
  return comparing && rail === 'runs';
}

/** Compares the chosen runs, or goes back to the graph. */
export function showComparison(comparing: boolean): void {
  useView.setState(comparing ? { comparing, rail: 'runs' } : { comparing });
}

export function showDialog(dialog: DialogName | null): void {
  useView.setState({ dialog });
}
