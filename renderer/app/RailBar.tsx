import { ChartSpline, CircleHelp, Database, Eye, Monitor, Moon, PanelRight, Sun, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import { setTheme, type Theme, useTheme } from '../state/theme';
import { type Rail, showDialog, showInspector, toggleRail, useView } from '../state/view';
import { IconButton } from '../ui/IconButton';

const PANELS: readonly { readonly rail: Rail; readonly label: string; readonly icon: ReactNode; readonly shortcut: string }[] = [
  { rail: 'nodes', label: 'Nodes', icon: <Workflow />, shortcut: 'alt+1' },
  { rail: 'data', label: 'Data', icon: <Database />, shortcut: 'alt+2' },
  { rail: 'runs', label: 'Runs', icon: <ChartSpline />, shortcut: 'alt+3' },
  { rail: 'attention', label: 'Attention', icon: <Eye />, shortcut: 'alt+4' },
];

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const THEME: Record<Theme, { readonly label: string; readonly icon: ReactNode }> = {
  system: { label: 'Theme: as the system', icon: <Monitor /> },
  light: { label: 'Theme: light', icon: <Sun /> },
  dark: { label: 'Theme: dark', icon: <Moon /> },
};

export function ThemeButton({ side = 'right' }: { readonly side?: 'right' | 'bottom' }) {
  const theme = useTheme((s) => s.theme);
  return <IconButton label={THEME[theme].label} icon={THEME[theme].icon} side={side} onClick={() => setTheme(NEXT[theme])} />;
}

/** The rail: which panel lies on the left; at its foot the theme, the inspector and help. */
export function RailBar() {
  const { rail, leftOpen, rightOpen } = useView();
  return (
    <nav className="rail" aria-label="Panels">
      {PANELS.map((panel) => (
        <IconButton
          key={panel.rail}
          label={panel.label}
          shortcut={panel.shortcut}
          icon={panel.icon}
          side="right"
          aria-pressed={leftOpen && rail === panel.rail}
          onClick={() => toggleRail(panel.rail)}
        />
      ))}
      <span className="rail-gap" />
      <IconButton
        label={rightOpen ? 'Hide the inspector' : 'Show the inspector'}
        shortcut="mod+i"
        icon={<PanelRight />}
        side="right"
        onClick={() => showInspector(!rightOpen)}
      />
      <ThemeButton />
      <IconButton label="Help and shortcuts" shortcut="?" icon={<CircleHelp />} side="right" onClick={() => showDialog('shortcuts')} />
    </nav>
  );
}
