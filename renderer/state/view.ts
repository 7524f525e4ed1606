import { create } from 'zustand';
import type { NodeId } from '../../shared/graph/document';

export type Rail = 'nodes' | 'data' | 'runs' | 'attention';
export type DockTab = 'training' | 'evaluation' | 'attention' | 'try' | 'log';
export type DialogName = 'shortcuts' | 'open' | 'save' | 'problems' | 'leave';

interface ViewState {
  readonly nodes: ReadonlySet<NodeId>;
  /** `wireKey`s. */
  readonly wires: ReadonlySet<string>;
  readonly rail: Rail;
  readonly leftOpen: boolean;
  readonly rightOpen: boolean;
  readonly dockOpen: boolean;
  readonly dockTab: DockTab;
  readonly dialog: DialogName | null;
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
  nodes: NONE,
  wires: NONE,
  rail: 'nodes',
  leftOpen: true,
  rightOpen: true,
  dockOpen: true,
  dockTab: 'training',
  dialog: null,
  ...remembered(),
}));

useView.subscribe(({ leftOpen, rightOpen, dockOpen }, before) => {
  if (leftOpen === before.leftOpen && rightOpen === before.rightOpen && dockOpen === before.dockOpen) return;
  localStorage.setItem(KEY, JSON.stringify({ leftOpen, rightOpen, dockOpen }));
});

export function select(nodes: Iterable<NodeId>, wires: Iterable<string> = []): void {
  useView.setState({ nodes: new Set(nodes), wires: new Set(wires) });
}

/** Opens a panel of the rail; the open one's button closes it. */
export function toggleRail(rail: Rail): void {
  useView.setState((s) => (s.leftOpen && s.rail === rail ? { leftOpen: false } : { leftOpen: true, rail }));
}

export function showDock(dockTab: DockTab): void {
  useView.setState({ dockTab, dockOpen: true });
}

export function showDialog(dialog: DialogName | null): void {
  useView.setState({ dialog });
}
