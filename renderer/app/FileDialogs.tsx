import { useChoosing } from './choose-file';
import { FileChooser } from './FileChooser';
import { LeaveDialog } from './LeaveDialog';
import { ProblemList } from './ProblemList';

/** The dialogs that any part of the window may open. */
export function FileDialogs() {
  const choosing = useChoosing((s) => s.now);
  return (
    <>
      {choosing ? <FileChooser request={choosing.request} answer={choosing.answer} /> : null}
      <LeaveDialog />
      <ProblemList />
    </>
  );
}
