import { create } from 'zustand';
import type { CallError } from '../../shared/contract';
import type { Graph } from '../../shared/graph/document';
import { type NamedFile, namedFiles } from '../../shared/graph/named-files';
import type { Problem } from '../../shared/graph/problem';
import { nodesOf } from '../../shared/nodes/nodes-of';
import { asStudioError, studio } from '../app/connect';
import { useDocument } from './document';

type Key = string;
const keyOf = ({ read, path }: Pick<NamedFile, 'read' | 'path'>): Key => `${read} ${path}`;

interface LostFiles {
  /** Why the core cannot read a file that the graph names; a file that it can read is not here. */
  readonly lost: ReadonlyMap<Key, CallError>;
}

/** What the core said about the files that the open graph names. */
export const useLostFiles = create<LostFiles>(() => ({ lost: new Map() }));

/** The files that are named now; those which the core was asked about. */
let named: readonly NamedFile[] = [];
const asked = new Set<Key>();

function note(key: Key, error: CallError | null): void {
  const { lost } = useLostFiles.getState();
  if (!error && !lost.has(key)) return;
  const next = new Map(lost);
  if (error) next.set(key, error);
  else next.delete(key);
  useLostFiles.setState({ lost: next });
}

function ask(files: readonly NamedFile[]): void {
  for (const file of files) {
    const key = keyOf(file);
    if (asked.has(key)) continue;
    asked.add(key);
    studio()
      .call('files.describe', { path: file.path, read: file.read })
      .then(
        () => note(key, null),
        (error: unknown) => note(key, asStudioError(error).toData()),
      );
  }
}

let seen: Graph | null = null;

function follow(graph: Graph | null): void {
  if (graph === seen) return;
  seen = graph;
  named = graph ? namedFiles(graph, nodesOf(graph)) : [];
  ask(named);
}

/** Files come and go behind the window's back: asked again when a person comes back to it. */
function askAgain(): void {
  asked.clear();
  ask(named);
}

/** Files that are lost, as problems of the nodes that name them. */
export function fileProblems(graph: Graph, lost: LostFiles['lost']): readonly Problem[] {
  if (lost.size === 0) return [];
  return namedFiles(graph, nodesOf(graph)).flatMap((file): Problem[] => {
    const error = lost.get(keyOf(file));
    if (!error) return [];
    const { node, param, read, inside } = file;
    return [
      {
        node,
        severity: 'error',
        message: `${inside === null ? '' : `Inside, at ${inside}: `}${error.message}`,
        expected: error.expected,
        received: error.received,
        // Words without vectors start as always; of other files nothing can stand in.
        fix:
          read === 'vectors' && inside === null
            ? { title: 'Begin without these vectors', edits: [{ type: 'set-param', id: node, param, value: null }] }
            : null,
      },
    ];
  });
}

useDocument.subscribe((state) => follow(state.open?.history.document.graph ?? null));
follow(useDocument.getState().open?.history.document.graph ?? null);
globalThis.window?.addEventListener('focus', askAgain);
