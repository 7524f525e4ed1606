import { Undo2 } from 'lucide-react';
import { titleOf } from '../canvas/fits';
import { NotesField } from '../inspector/NotesField';
import { useDocument } from '../state/document';
import { useDrawing } from '../state/drawing';
import { Field } from '../ui/Field';
import { IconButton } from '../ui/IconButton';
import { TextField } from '../ui/TextField';
import { editBlock, takeBack } from './block-actions';
import './blocks.css';

/** The block that is open, while none of its nodes is selected: its name, what it says of itself, what instances can set. */
export function BlockInspector({ id }: { readonly id: string }) {
  const block = useDocument((s) => s.open?.history.document.graph.blocks?.[id]);
  const readOnly = useDocument((s) => s.open?.readOnly !== null);
  const { graph, registry } = useDrawing();
  if (!block) return null;
  const params = Object.entries(block.params);
  return (
    <>
      <section>
        <h2 className="inspector-title">Block</h2>
        <Field label="Name" stacked>
          {(ids) => (
            <TextField
              {...ids}
              maxLength={200}
              disabled={readOnly}
              value={block.title}
              onCommit={(title) => {
                if (title.trim() !== '') editBlock('Rename the block', id, (b) => ({ ...b, title: title.trim() }));
              }}
            />
          )}
        </Field>
        <Field label="What it does" stacked>
          {(ids) => (
            <NotesField
              {...ids}
              disabled={readOnly}
              value={block.doc}
              onCommit={(doc) => editBlock('Describe the block', id, (b) => ({ ...b, doc }))}
            />
          )}
        </Field>
      </section>
      <section>
        <h3 className="section-head">Parameters of the block</h3>
        {params.length === 0 ? (
          <p className="soft">
            None. Select a node inside and hand out its parameters with the arrow beside them: each instance then sets them for itself.
          </p>
        ) : (
          <ul className="handed-out">
            {params.map(([name, { targets }]) => (
              <li key={name}>
                <code>{name}</code>
                <span className="soft">{targets.map((t) => `${t.param} of ${titleOf(registry, graph, t.node)}`).join(', ')}</span>
                <IconButton
                  label={`Take back ${name}`}
                  icon={<Undo2 />}
                  side="left"
                  disabled={readOnly}
                  onClick={() => takeBack(id, name)}
                />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <p className="soft">Whatever is changed here changes in every instance of the block.</p>
      </section>
    </>
  );
}
