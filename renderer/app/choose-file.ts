import { create } from 'zustand';
import type { CallInput } from '../../shared/contract';
import { studio } from './connect';

export type ChooseRequest = CallInput<'files.choose'>;

interface Choosing {
  readonly request: ChooseRequest;
  answer(path: string | null): void;
}

/** The window's own chooser while it asks. */
export const useChoosing = create<{ readonly now: Choosing | null }>(() => ({ now: null }));

let native: Promise<boolean> | null = null;

/**
 * Asks the person for a file or folder of the core's machine: with the system's dialog where the host
 * has one, else with the window's own. Null: nothing was chosen.
 */
export async function chooseFile(request: ChooseRequest): Promise<string | null> {
  native ??= studio()
    .call('app.info', {})
    .then((info) => info.nativeDialogs);
  if (await native) return (await studio().call('files.choose', request)).path;
  useChoosing.getState().now?.answer(null);
  return new Promise((resolve) => {
    const answer = (path: string | null) => {
      useChoosing.setState({ now: null });
      resolve(path);
    };
    useChoosing.setState({ now: { request, answer } });
  });
}
