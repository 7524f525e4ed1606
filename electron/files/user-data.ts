import os from 'node:os';
import path from 'node:path';

/** The user's data folder: one for all hosts, so that their locks and journals know of each other. */
export function userDataFolder(): string {
  const own = process.env.ATTENTION_STUDIO_USER_DATA;
  if (own) return path.resolve(own);
  if (process.platform === 'win32')
    return path.join(process.env.APPDATA ?? path.join(os.homedir(), 'AppData', 'Roaming'), 'Attention Studio');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support', 'Attention Studio');
  return path.join(process.env.XDG_CONFIG_HOME || path.join(os.homedir(), '.config'), 'attention-studio');
}
