import { showDialog, useView } from '../state/view';
import { Dialog } from '../ui/Dialog';
import { Keys } from '../ui/Keys';
import { SHORTCUTS } from './shortcut-groups';
import './shortcut-sheet.css';

/** Help: every key, opened with `?`. */
export function ShortcutSheet() {
  const open = useView((s) => s.dialog === 'shortcuts');
  return (
    <Dialog open={open} onClose={() => showDialog(null)} title="Shortcuts" width="medium">
      <div className="shortcuts">
        {SHORTCUTS.map((group) => (
          <section key={group.title}>
            <h3 className="section-head">{group.title}</h3>
            <dl>
              {group.lines.map(([what, ...keys]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Keys key={key} keys={key} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
