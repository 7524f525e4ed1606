/** One line of the sheet: the keys that do it, any of them, and what it is. */
export type ShortcutLine = readonly [what: string, ...keys: readonly string[]];

/** Everything that the keyboard and the pointer do. The handlers: `app/shortcuts`, `canvas/use-canvas-keys`, `canvas/use-clipboard`. */
export const SHORTCUTS: readonly { readonly title: string; readonly lines: readonly ShortcutLine[] }[] = [
  {
    title: 'Everywhere',
    lines: [
      ['Open a project', 'mod+o'],
      ['Save', 'mod+s'],
      ['Save as', 'mod+shift+s'],
      ['Undo', 'mod+z'],
      ['Redo', 'mod+shift+z', 'mod+y'],
      ['Nodes, data, runs, attention', 'alt+1…4'],
      ['Inspector', 'mod+i'],
      ['Dock', 'mod+j'],
      ['This sheet', '?'],
    ],
  },
  {
    title: 'Pointer',
    lines: [
      ['Move the view', 'drag'],
      ['Zoom', 'wheel'],
      ['Select with a box', 'shift+drag'],
      ['Select one more', 'shift+click'],
      ['Add a node', 'double click'],
      ['Connect; on empty canvas add what fits', 'drag a port'],
    ],
  },
  {
    title: 'Charts',
    lines: [
      ['Zoom', 'wheel', 'drag'],
      ['Move', 'shift+wheel'],
      ['Show everything', 'double click', '0'],
      ['Zoom in, out', '+', '-'],
      ['Move, with the keyboard', '← →'],
    ],
  },
  {
    title: 'Graph',
    lines: [
      ['Go to the nearest node', 'arrows'],
      ['Move what is selected', 'shift+arrows'],
      ['Move it by a little', 'alt+arrows'],
      ['Open in the inspector', 'enter'],
      ['Add a node', '/'],
      ['Connect the selected node', 'c'],
      ['Delete', 'delete'],
      ['Copy', 'mod+c'],
      ['Cut', 'mod+x'],
      ['Paste', 'mod+v'],
      ['Duplicate', 'mod+d'],
      ['Make a block of what is selected', 'mod+g'],
      ['Unpack a block', 'mod+shift+g'],
      ['Open a block', 'e', 'double click'],
      ['Leave it', 'escape'],
      ['Select all', 'mod+a'],
      ['Lay out all, or what is selected', 'l'],
      ['Find a node', 'mod+f'],
      ['Fit into view', 'f'],
      ['Zoom in, out', '+', '-'],
    ],
  },
];
