import { showDialog, useView } from '../state/view';
import { Dialog } from '../ui/Dialog';
import { Keys } from '../ui/Keys';
import './shortcut-sheet.css';

const SHEET: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['mod+o', 'Open a project'],
      ['mod+s', 'Save'],
      ['mod+shift+s', 'Save as'],
      ['mod+z', 'Undo'],
      ['mod+shift+z', 'Redo'],
      ['alt+1', 'Nodes; alt 2, 3, 4: data, runs, attention'],
      ['mod+i', 'Inspector'],
      ['mod+j', 'Dock'],
      ['?', 'This sheet'],
    ],
  },
  {
    title: 'Graph',
    keys: [
      ['arrows', 'Go to the nearest node'],
      ['shift+arrows', 'Move what is selected'],
      ['alt+arrows', 'Move it by a little'],
      ['enter', 'Open it in the inspector'],
      ['/', 'Add a node; also a double click'],
      ['C', 'Connect the selected node'],
      ['delete', 'Delete'],
      ['mod+c', 'Copy; mod X cuts, mod V pastes'],
      ['mod+d', 'Duplicate'],
      ['mod+a', 'Select all'],
      ['L', 'Lay out all, or what is selected'],
      ['F', 'Fit the graph into view'],
      ['+', 'Zoom in; − zooms out'],
    ],
  },
  {
    title: 'Pointer',
    keys: [
      ['shift+drag', 'Select with a box'],
      ['drag from a port', 'Connect; on empty canvas: add what fits'],
      ['drag', 'Move the canvas'],
      ['wheel', 'Zoom'],
    ],
  },
];

/** Help: every key, opened with `?`. */
export function ShortcutSheet() {
  const open = useView((s) => s.dialog === 'shortcuts');
  return (
    <Dialog open={open} onClose={() => showDialog(null)} title="Shortcuts" width="medium">
      <div className="shortcuts">
        {SHEET.map((group) => (
          <section key={group.title}>
            <h3 className="section-head">{group.title}</h3>
            <dl>
              {group.keys.map(([keys, what]) => (
                <div key={keys}>
                  <dt>
                    <Keys keys={keys} />
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
