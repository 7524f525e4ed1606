import { PROJECT_EXTENSION } from '../../shared/project/schema';
import { closeProject, isUnsaved, openHandle, saveTo, useDocument } from '../state/document';
import { showDialog } from '../state/view';
import { notify, notifyError } from '../ui/notices';
import { chooseFile } from './choose-file';
import { studio } from './connect';

/** What the person wanted to do, while the window asks what becomes of unsaved changes. */
let afterwards: () => Promise<void> = async () => {};

/** Closes the project and goes on, asking first where changes would be left unsaved. */
async function leaveThen(next: () => Promise<void>): Promise<void> {
  const { open } = useDocument.getState();
  afterwards = next;
  if (open && isUnsaved(open)) showDialog('leave');
  else await goOn();
}

/** The question was answered: does what was asked for. */
export async function goOn(): Promise<void> {
  await afterwards().catch(notifyError);
}

/** Asks for a project and opens it in this window. */
export async function openProject(): Promise<void> {
  await leaveThen(chooseAndOpen);
}

/** Opens another project, whatever becomes of this one: its journal is kept. */
export async function chooseAndOpen(): Promise<void> {
  try {
    const path = await chooseFile({ mode: 'open-file', title: 'Open a project', extensions: [PROJECT_EXTENSION], suggested: null });
    if (path !== null) await openPath(path);
  } catch (error) {
    notifyError(error);
  }
}

/** Opens a file in this window. */
export async function openPath(path: string): Promise<void> {
  const handle = await studio().call('projects.open', { path });
  const { open } = useDocument.getState();
  // The file that is open already: nothing to close.
  if (open?.projectId !== handle.projectId) await closeProject();
  openHandle(handle);
}

/** Saves to the project's file, or asks for one. Whether it was saved. */
export async function saveProject(): Promise<boolean> {
  const { open } = useDocument.getState();
  if (!open) return false;
  if (open.file === null || open.readOnly !== null) return saveProjectAs();
  return write(null);
}

/** Asks for a file and saves there. Whether it was saved. */
export async function saveProjectAs(): Promise<boolean> {
  const { open } = useDocument.getState();
  if (!open) return false;
  const name = open.history.document.name.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'project';
  try {
    const suggested = open.file ?? `${name}${PROJECT_EXTENSION}`;
    const path = await chooseFile({ mode: 'save', title: 'Save the project', extensions: [PROJECT_EXTENSION], suggested });
    return path === null ? false : write(path);
  } catch (error) {
    notifyError(error);
    return false;
  }
}

async function write(path: string | null): Promise<boolean> {
  try {
    const file = await saveTo(path);
    notify('info', `Saved to ${file ?? 'its file'}.`);
    return true;
  } catch (error) {
    notifyError(error);
    return false;
  }
}

/** Back to the start screen; asks first where something would be left unsaved. */
export async function leaveProject(): Promise<void> {
  await leaveThen(closeProject);
}
