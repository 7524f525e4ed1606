import { ChevronDown, Eye, Redo2, Undo2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Suspense } from 'react';
import { isUnsaved, redo, undo, useDocument } from '../state/document';
import { IconButton } from '../ui/IconButton';
import { Keys } from '../ui/Keys';
import { leaveProject, openProject, saveProject, saveProjectAs } from './file-actions';
import { TrainButtons } from './slots';

function Item(p: { readonly label: string; readonly keys?: string; readonly disabled?: boolean; run(): void }) {
  return (
    <DropdownMenu.Item className="menu-item" disabled={p.disabled ?? false} onSelect={p.run}>
      <span>{p.label}</span>
      {p.keys ? <Keys keys={p.keys} /> : null}
    </DropdownMenu.Item>
  );
}

function ProjectMenu({ name }: { readonly name: string }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="project-menu" aria-label={`Project: ${name}`}>
        <span>{name}</span>
        <ChevronDown aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4}>
          <Item label="Open…" keys="mod+o" run={openProject} />
          <Item label="Save" keys="mod+s" run={saveProject} />
          <Item label="Save as…" keys="mod+shift+s" run={saveProjectAs} />
          <DropdownMenu.Separator className="menu-line" />
          <Item label="Close the project" run={leaveProject} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Name and state of the project, undo and redo, and what trains it. */
export function TopBar() {
  const open = useDocument((s) => s.open);
  if (!open) return null;
  const { past, future } = open.history;
  const state = isUnsaved(open) ? 'unsaved changes' : open.file === null ? 'not saved yet' : 'saved';
  const [last, next] = [past.at(-1), future.at(-1)];
  return (
    <header className="top-bar">
      <div className="top-left">
        <span className="logo" aria-hidden="true">
          <Eye />
        </span>
        <ProjectMenu name={open.history.document.name} />
        <span className="save-state" role="status">
          · {state}
        </span>
      </div>
      <div className="top-middle">
        <IconButton
          label={last ? `Undo: ${last.label}` : 'Undo'}
          shortcut="mod+z"
          icon={<Undo2 />}
          disabled={!last}
          onClick={() => undo()}
        />
        <IconButton
          label={next ? `Redo: ${next.label}` : 'Redo'}
          shortcut="mod+shift+z"
          icon={<Redo2 />}
          disabled={!next}
          onClick={() => redo()}
        />
      </div>
      <div className="top-right">
        <Suspense fallback={null}>
          <TrainButtons />
        </Suspense>
      </div>
    </header>
  );
}
