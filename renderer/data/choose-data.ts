import type { DataSettings, SplitSettings } from '../../shared/dataset';
import { chooseFile } from '../app/choose-file';
import { notifyError } from '../ui/notices';
import { applyData } from './dataset-store';

/** Asks for a folder or file and makes it the project's data. */
export async function chooseData(mode: 'open-file' | 'open-folder', split: SplitSettings): Promise<void> {
  const title = mode === 'open-folder' ? 'Choose a folder of samples' : 'Choose a file of samples';
  const extensions = mode === 'open-folder' ? [] : ['.csv', '.tsv', '.txt', '.jsonl', '.json'];
  try {
    const path = await chooseFile({ mode, title, suggested: null, extensions });
    if (path !== null) await applyData('Choose data', path, null, split);
  } catch (error) {
    notifyError(error);
  }
}

const FOLDERS: readonly DataSettings['read']['reader'][] = ['image-folder', 'audio-folder', 'idx', 'voc'];

/** Asks where data that moved lies now. */
export function locateData(data: DataSettings): Promise<void> {
  const folder = FOLDERS.includes(data.read.reader);
  return chooseData(folder ? 'open-folder' : 'open-file', data.split);
}
