import type { ReaderSettings } from '../../shared/dataset';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';

type Read = Extract<ReaderSettings, { reader: 'audio-folder' }>;

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** Where the class of a recording stands: its folder, or a part of its name. */
export function SoundClasses(p: { readonly read: Read; readonly disabled: boolean; onChange(label: string, read: Read): void }) {
  const { read } = p;
  const last = Math.max(ORDINALS.length, read.part);
  const options = [
    { value: 'folder', label: 'the folder' },
    ...Array.from({ length: last }, (_, i) => ({
      value: String(i + 1),
      label: `${ORDINALS[i] ?? `${i + 1}th`} part of the name`,
    })),
  ];
  return (
    <>
      <Field label="Class">
        {(ids) => (
          <Select
            {...ids}
            disabled={p.disabled}
            value={read.classes === 'folder' ? 'folder' : String(read.part)}
            options={options}
            onChange={(value: string) =>
              p.onChange(
                'Change where the class stands',
                value === 'folder' ? { ...read, classes: 'folder' } : { ...read, classes: 'name', part: Number(value) },
              )
            }
          />
        )}
      </Field>
      {read.classes === 'name' ? (
        <p className="soft">Names are cut at _ and -: of “7_jackson_12.wav” the first part is 7, the second jackson.</p>
      ) : null}
    </>
  );
}
