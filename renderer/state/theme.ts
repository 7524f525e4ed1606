import { create } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');

function stored(): Theme {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

function resolve(theme: Theme): 'light' | 'dark' {
  return theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
}

interface ThemeState {
  readonly theme: Theme;
  /** What is shown now. */
  readonly shown: 'light' | 'dark';
}

/** The theme is the person's, not the project's: it is remembered on this machine only. */
export const useTheme = create<ThemeState>(() => ({ theme: stored(), shown: resolve(stored()) }));

export function setTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  useTheme.setState({ theme, shown: resolve(theme) });
}

/** Keeps the document's attribute in step with the choice and with the system. */
export function applyTheme(): void {
  const show = () => document.documentElement.setAttribute('data-theme', useTheme.getState().shown);
  useTheme.subscribe(show);
  dark.addEventListener('change', () => setTheme(useTheme.getState().theme));
  show();
}
