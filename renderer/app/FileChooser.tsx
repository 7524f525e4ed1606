import { File, Folder, FolderUp } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CallOutput } from '../../shared/contract';
import { StudioError } from '../../shared/studio-error';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Empty } from '../ui/Empty';
import { ErrorNote } from '../ui/ErrorNote';
import type { ChooseRequest } from './choose-file';
import { asStudioError, studio } from './connect';
import './file-chooser.css';
import { baseName, crumbs, joinPath, withExtension } from './paths';

type Listing = CallOutput<'files.list'>;
type Entry = Listing['entries'][number];

const LAST_FOLDER = 'folder';

function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const unit = Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** unit).toPrecision(3)} ${['B', 'kB', 'MB', 'GB'][unit]}`;
}

const dateInWords = (iso: string) => new Date(iso).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

const isAbsolute = (typed: string) => /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(typed);

function shown(listing: Listing | null, request: ChooseRequest): readonly Entry[] {
  const fits = (entry: Entry) =>
    entry.kind === 'folder' ||
    (request.mode !== 'open-folder' &&
      (request.extensions.length === 0 || request.extensions.some((e) => entry.name.toLowerCase().endsWith(e))));
  const found = (listing?.entries ?? []).filter((entry) => !entry.name.startsWith('.') && fits(entry));
  return [...found.filter((entry) => entry.kind === 'folder'), ...found.filter((entry) => entry.kind === 'file')];
}

/** The window's own chooser, over the core's machine: where the host has no dialogs of the system. */
export function FileChooser({ request, answer }: { readonly request: ChooseRequest; answer(path: string | null): void }) {
  const [listing, setListing] = useState<Listing | null>(null);
  const [error, setError] = useState<StudioError | null>(null);
  const [name, setName] = useState(request.mode === 'save' ? baseName(request.suggested ?? '') : '');
  const [doubt, setDoubt] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const separator = listing?.folder.includes('\\') ? '\\' : '/';

  const go = async (folder: string | null) => {
    try {
      const next = await studio().call('files.list', { folder });
      localStorage.setItem(LAST_FOLDER, next.folder);
      setListing(next);
      setError(null);
      setDoubt(null);
    } catch (failed) {
      setError(asStudioError(failed));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => {
    const suggested = request.suggested ?? '';
    const at = suggested.slice(0, Math.max(0, suggested.length - baseName(suggested).length - 1));
    const start = at !== '' ? at : localStorage.getItem(LAST_FOLDER);
    void studio()
      .call('files.list', { folder: start })
      .then(setListing, () => go(null));
  }, []);

  const entries = shown(listing, request);
  const finish = (event?: FormEvent) => {
    event?.preventDefault();
    if (!listing) return;
    if (request.mode === 'open-folder') {
      const typed = name.trim();
      answer(typed === '' ? listing.folder : isAbsolute(typed) ? typed : joinPath(listing.folder, typed, separator));
      return;
    }
    if (name.trim() === '') {
      setError(new StudioError(request.mode === 'save' ? 'The file needs a name.' : 'Choose a file first.'));
      return;
    }
    const file = request.mode === 'save' ? withExtension(name.trim(), request.extensions) : name.trim();
    const path = /[\\/]/.test(file) ? file : joinPath(listing.folder, file, separator);
    if (request.mode === 'save' && doubt !== path && listing.entries.some((e) => e.path === path)) setDoubt(path);
    else answer(path);
  };
  const open = (entry: Entry) => {
    if (entry.kind === 'folder') void go(entry.path);
    else if (request.mode === 'save') setName(entry.name);
    else answer(entry.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll('button') ?? [])];
    const active = document.activeElement;
    const at = active instanceof HTMLButtonElement ? rows.indexOf(active) : -1;
    const move = (to: number) => {
      event.preventDefault();
      rows[Math.max(0, Math.min(to, rows.length - 1))]?.focus();
    };
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    else if (event.key === 'Backspace' && listing?.parent) {
      event.preventDefault();
      void go(listing.parent);
    }
  };

  const action = request.mode === 'save' ? (doubt ? 'Replace' : 'Save') : request.mode === 'open-folder' ? 'Choose this folder' : 'Open';
  return (
    <Dialog
      open
      onClose={() => answer(null)}
      title={request.title}
      width="medium"
      footer={
        <>
          <Button onClick={() => answer(null)}>Cancel</Button>
          <Button variant="primary" onClick={() => finish()}>
            {action}
          </Button>
        </>
      }
    >
      <nav className="crumbs" aria-label="Folder">
        {crumbs(listing?.folder ?? '', separator).map((crumb) => (
          <button type="button" key={crumb.path} onClick={() => void go(crumb.path)}>
            {crumb.name}
          </button>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys only move the focus among the rows inside */}
      <div className="file-list" ref={list} onKeyDown={onKeyDown}>
        {listing?.parent ? (
          <button type="button" className="file-row" onClick={() => listing.parent && void go(listing.parent)}>
            <FolderUp aria-hidden="true" />
            <span>Parent folder</span>
          </button>
        ) : null}
        {entries.map((entry) => (
          <button
            type="button"
            key={entry.path}
            className={`file-row${name === entry.name ? ' chosen' : ''}`}
            onClick={() => (entry.kind === 'folder' ? open(entry) : setName(entry.name))}
            onDoubleClick={() => open(entry)}
          >
            {entry.kind === 'folder' ? <Folder aria-hidden="true" /> : <File aria-hidden="true" />}
            <span>{entry.name}</span>
            <small>{entry.kind === 'file' ? bytesInWords(entry.bytes) : ''}</small>
            <small>{dateInWords(entry.changed)}</small>
          </button>
        ))}
        {listing && entries.length === 0 ? (
          <Empty title={request.mode === 'open-folder' ? 'No folders inside' : 'Nothing to choose here'}>
            {request.mode === 'open-folder'
              ? 'Choose this folder, or type the path of another.'
              : request.extensions.length > 0
                ? `No folders and no ${request.extensions.join(', ')} files.`
                : 'The folder is empty.'}
          </Empty>
        ) : null}
      </div>
      <form className="file-name" onSubmit={finish}>
        <label htmlFor="file-name">{request.mode === 'open-folder' ? 'Path' : 'File'}</label>
        <input
          id="file-name"
          data-first
          className="text-field"
          autoComplete="off"
          spellCheck={false}
          placeholder={request.mode === 'save' ? '' : request.mode === 'open-folder' ? 'the folder shown above' : 'a name or a path'}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setDoubt(null);
          }}
        />
      </form>
      {doubt ? (
        <ErrorNote
          severity="warning"
          error={{ message: `${baseName(doubt)} is there already.`, advice: 'Replace it, or choose another name.' }}
        />
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
