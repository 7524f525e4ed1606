import type { OwnInput } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';

declare global {
  interface Window {
    /** Put there by Electron's preload: the path of a file that was dropped. */
    readonly studioFiles?: { pathOf(file: File): string };
  }
}

/** The path of a dropped file on the core's machine. In the browser host it is sent there first. */
export async function pathOfDropped(transfer: DataTransfer): Promise<string | null> {
  const item = transfer.items[0];
  const file = transfer.files[0];
  if (!file) return null;
  // Electron before 32 tells it on the file itself.
  if ('path' in file && typeof file.path === 'string' && file.path !== '') return file.path;
  if (window.studioFiles) return window.studioFiles.pathOf(file);
  if (item?.webkitGetAsEntry()?.isDirectory) {
    throw new StudioError('A browser cannot hand over a whole folder.', { advice: 'Choose the folder with the button instead.' });
  }
  const answer = await fetch(`/upload/${encodeURIComponent(file.name)}`, { method: 'PUT', body: file });
  const body: unknown = await answer.json();
  if (typeof body === 'object' && body !== null) {
    if (answer.ok && 'path' in body && typeof body.path === 'string') return body.path;
    if ('message' in body && typeof body.message === 'string') throw new StudioError(body.message);
  }
  throw new StudioError('The file could not be sent to the core.', { received: `status ${answer.status}` });
}

function toBase64Png(picture: ImageBitmap): string {
  const shrink = Math.min(1, 1024 / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * shrink));
  canvas.height = Math.max(1, Math.round(picture.height * shrink));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const url = canvas.toDataURL('image/png');
  return url.slice(url.indexOf(',') + 1);
}

/** A dropped file as something to try: pictures and texts go by value, so that it works in every host. */
export async function dropInput(transfer: DataTransfer): Promise<OwnInput | null> {
  const file = transfer.files[0];
  if (!file) return null;
  if (file.type.startsWith('image/')) {
    try {
      return { kind: 'image', png: toBase64Png(await createImageBitmap(file)) };
    } catch {
      throw new StudioError(`“${file.name}” cannot be read as a picture.`, { expected: 'PNG, JPEG, BMP, GIF or WebP' });
    }
  }
  if (file.type.startsWith('text/')) return { kind: 'text', text: await file.text() };
  const path = await pathOfDropped(transfer);
  return path === null ? null : { kind: 'file', path };
}
