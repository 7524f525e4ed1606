import { FileText, FolderOpen, MapPin, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FileRead, FileValue } from '../../shared/graph/params';
import type { Json } from '../../shared/json';
import { chooseFile } from '../app/choose-file';
import { asStudioError, studio } from '../app/connect';
import { baseName } from '../app/paths';
import { useDocument } from '../state/document';
import { Button } from '../ui/Button';
import type { FieldIds } from '../ui/Field';
import { fromProject } from './file-value';

const TITLES: { readonly [read in FileRead]: string } = {
  tokenizer: 'Choose a tokenizer.json',
  vectors: 'Choose a file of word vectors',
  model: 'Choose a saved model',
  'model-weights': 'Choose Keras’s file of weights',
};

/** What stands under the control: why the file cannot be read, and how to mend it. */
const inWords = (error: unknown): string => {
  const { message, advice } = asStudioError(error);
  return advice ? `${message} ${advice}` : message;
};

/** A file of the core's machine: its name, a button to choose another, and one to locate it where it is gone. */
export function FileField(
  p: FieldIds & {
    readonly label: string;
    readonly read: FileRead;
    readonly extensions: readonly string[];
    readonly value: FileValue | null;
    readonly disabled: boolean;
    onChange(value: Json): void;
    onRefuse(reason: string | null): void;
  },
) {
  const projectFile = useDocument((s) => s.open?.file ?? null);
  const [lost, setLost] = useState(false);
  const { onRefuse, read } = p;
  const path = p.value?.path ?? null;
  const sha256 = p.value?.sha256 ?? null;

  useEffect(() => {
    setLost(false);
    if (path === null) return;
    let here = true;
    studio()
      .call('files.describe', { path, read })
      .then((look) => {
        if (here && sha256 !== null && look.sha256 !== undefined && look.sha256 !== sha256) {
          setLost(true);
          onRefuse('The file has changed since it was chosen. Choose it again to take it as it is now.');
        }
      })
      .catch((error: unknown) => {
        if (!here) return;
        setLost(true);
        onRefuse(inWords(error));
      });
    return () => {
      here = false;
    };
  }, [path, read, sha256, onRefuse]);

  const choose = async () => {
    try {
      const chosen = await chooseFile({ mode: 'open-file', title: TITLES[read], suggested: path, extensions: [...p.extensions] });
      if (chosen === null) return;
      const { facts, sha256: hash, model } = await studio().call('files.describe', { path: chosen, read });
      setLost(false);
      onRefuse(null);
      p.onChange({ path: chosen, facts, ...(hash !== undefined && { sha256: hash }), ...(model && { model }) });
    } catch (error) {
      onRefuse(inWords(error));
    }
  };

  return (
    <span className="file-field">
      <Button
        id={p.id}
        aria-describedby={p['aria-describedby']}
        aria-label={path === null ? `${p.label}: browse` : `${p.label}: ${baseName(path)}`}
        title={path === null ? undefined : fromProject(path, projectFile)}
        disabled={p.disabled}
        variant={lost ? 'primary' : 'quiet'}
        icon={lost ? <MapPin /> : path === null ? <FolderOpen /> : <FileText />}
        onClick={() => void choose()}
      >
        <span>{lost ? 'Locate…' : path === null ? 'Browse…' : baseName(path)}</span>
      </Button>
      {path === null ? null : (
        <Button
          variant="plain"
          aria-label={`${p.label}: no file`}
          title="No file"
          disabled={p.disabled}
          icon={<X />}
          onClick={() => {
            onRefuse(null);
            p.onChange(null);
          }}
        />
      )}
    </span>
  );
}
