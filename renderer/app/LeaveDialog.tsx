import { closeProject, useDocument } from '../state/document';
import { showDialog, useView } from '../state/view';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { notifyError } from '../ui/notices';
import { studio } from './connect';
import { goOn, saveProject } from './file-actions';

/** Asks what becomes of unsaved changes before the project is left. */
export function LeaveDialog() {
  const open = useView((s) => s.dialog === 'leave');
  const name = useDocument((s) => s.open?.history.document.name ?? '');
  const projectId = useDocument((s) => s.open?.projectId ?? null);
  const close = () => showDialog(null);
  const leave = async (save: boolean) => {
    if (save && !(await saveProject())) return;
    close();
    try {
      await closeProject();
      if (!save && projectId !== null) await studio().call('projects.discard', { journalId: projectId });
    } catch (error) {
      notifyError(error);
    }
    await goOn();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={`Save the changes to “${name}”?`}
      description="Without saving, the changes since the last save are lost."
      footer={
        <>
          <Button variant="danger" onClick={() => void leave(false)}>
            Discard the changes
          </Button>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" data-first onClick={() => void leave(true)}>
            Save
          </Button>
        </>
      }
    />
  );
}
