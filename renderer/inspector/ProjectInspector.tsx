import { edit, useDocument } from '../state/document';
import { Field } from '../ui/Field';
import { TextField } from '../ui/TextField';
import { NotesField } from './NotesField';
import { TrainingForm } from './TrainingForm';

/** The project, while no node is selected: its name, its notes, how it is trained. */
export function ProjectInspector() {
  const project = useDocument((s) => s.open?.history.document);
  const readOnly = useDocument((s) => s.open?.readOnly !== null);
  if (!project) return null;
  return (
    <>
      <section>
        <h2 className="inspector-title">Project</h2>
        <Field label="Name" stacked>
          {(ids) => (
            <TextField
              {...ids}
              maxLength={200}
              disabled={readOnly}
              value={project.name}
              onCommit={(name) => {
                if (name.trim() !== '') {
                  edit('Rename the project', (draft) => {
                    draft.name = name.trim();
                  });
                }
              }}
            />
          )}
        </Field>
        <Field label="Notes" stacked>
          {(ids) => (
            <NotesField
              {...ids}
              disabled={readOnly}
              value={project.notes}
              onCommit={(notes) =>
                edit('Edit the notes', (draft) => {
                  draft.notes = notes;
                })
              }
            />
          )}
        </Field>
      </section>
      <TrainingForm training={project.training} disabled={readOnly} />
    </>
  );
}
