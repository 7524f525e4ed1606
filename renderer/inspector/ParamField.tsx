import { useState } from 'react';
import type { NodeId } from '../../shared/graph/document';
import type { Param } from '../../shared/graph/params';
import type { Json } from '../../shared/json';
import { HandOut } from '../blocks/HandOut';
import { applyGraphEdits } from '../state/fix';
import { Field, type FieldIds } from '../ui/Field';
import { NumberField } from '../ui/NumberField';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { TextField } from '../ui/TextField';
import { FileField } from './FileField';
import { readFileValue } from './file-value';

/** Sets a parameter of a node: one undo step. */
export function setParam(id: NodeId, name: string, value: Json): void {
  applyGraphEdits(`Set ${name}`, [{ type: 'set-param', id, param: name, value }]);
}

interface WidgetProps {
  readonly param: Param;
  readonly name: string;
  readonly value: Json;
  readonly ids: FieldIds;
  readonly disabled: boolean;
  onChange(value: Json): void;
  onRefuse(reason: string | null): void;
}

/** `-1, 64` ↔ [-1, 64] */
function readDims(text: string): number[] {
  return text
    .split(/[\s,×x]+/)
    .filter((part) => part !== '')
    .map(Number);
}

/** `0, 1.5` ↔ [0, 1.5] */
function readNumbers(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number);
}

function Size({ value, index, ...p }: WidgetProps & { readonly index: 0 | 1; readonly min: number; readonly max: number }) {
  const pair = Array.isArray(value) ? value : [value, value];
  const now = pair[index];
  return (
    <NumberField
      {...(index === 0 ? p.ids : {})}
      label={`${p.name}: ${index === 0 ? 'height' : 'width'}`}
      integer
      min={p.min}
      max={p.max}
      disabled={p.disabled}
      value={typeof now === 'number' ? now : null}
      onRefuse={p.onRefuse}
      onCommit={(size) => p.onChange(index === 0 ? [size, pair[1] ?? null] : [pair[0] ?? null, size])}
    />
  );
}

/** The control for a parameter: every kind of widget has one, or this does not compile. */
function WidgetView(p: WidgetProps) {
  const { widget } = p.param;
  switch (widget.type) {
    case 'int':
      return (
        <NumberField
          {...p.ids}
          integer
          min={widget.min}
          max={widget.max}
          nullable={widget.nullable}
          disabled={p.disabled}
          value={typeof p.value === 'number' ? p.value : null}
          onRefuse={p.onRefuse}
          onCommit={p.onChange}
        />
      );
    case 'float':
      return (
        <NumberField
          {...p.ids}
          min={widget.min}
          max={widget.max}
          step={widget.step}
          disabled={p.disabled}
          value={typeof p.value === 'number' ? p.value : null}
          onRefuse={p.onRefuse}
          onCommit={p.onChange}
        />
      );
    case 'bool':
      return (
        <Switch
          id={p.ids.id}
          aria-describedby={p.ids['aria-describedby']}
          disabled={p.disabled}
          checked={p.value === true}
          onChange={p.onChange}
        />
      );
    case 'choice':
      return (
        <Select
          {...p.ids}
          disabled={p.disabled}
          value={typeof p.value === 'string' ? p.value : ''}
          options={widget.options.map((option) => ({ value: option, label: option }))}
          onChange={p.onChange}
        />
      );
    case 'size2d':
      return (
        <>
          <Size {...p} index={0} min={widget.min} max={widget.max} />
          <Size {...p} index={1} min={widget.min} max={widget.max} />
        </>
      );
    case 'text':
      return (
        <TextField
          {...p.ids}
          className="text-field mono"
          spellCheck={false}
          disabled={p.disabled}
          value={typeof p.value === 'string' ? p.value : ''}
          onCommit={p.onChange}
        />
      );
    case 'dims':
      return (
        <TextField
          {...p.ids}
          className="text-field mono"
          spellCheck={false}
          disabled={p.disabled}
          value={Array.isArray(p.value) ? p.value.join(', ') : ''}
          onCommit={(text) => p.onChange(readDims(text))}
        />
      );
    case 'numbers':
      return (
        <TextField
          {...p.ids}
          className="text-field mono"
          spellCheck={false}
          disabled={p.disabled}
          placeholder={widget.nothing}
          value={Array.isArray(p.value) ? p.value.join(', ') : ''}
          onCommit={(text) => p.onChange(readNumbers(text))}
        />
      );
    case 'file':
      return (
        <FileField
          {...p.ids}
          label={p.name}
          read={widget.read}
          extensions={widget.extensions}
          disabled={p.disabled}
          value={readFileValue(p.value)}
          onRefuse={p.onRefuse}
          onChange={p.onChange}
        />
      );
  }
}

/** A parameter of a node: its name as Keras has it, its control, and what is wrong with an entry. */
export function ParamField(p: {
  readonly id: NodeId;
  readonly name: string;
  readonly param: Param;
  readonly value: Json;
  readonly disabled: boolean;
}) {
  const [refused, setRefused] = useState<string | null>(null);
  const parsed = p.param.parse(p.value);
  const change = (value: Json) => {
    const next = p.param.parse(value);
    if (!next.ok) setRefused(`Expected ${next.expected}.`);
    else {
      setRefused(null);
      setParam(p.id, p.name, value);
    }
  };
  return (
    <Field
      stacked={p.param.widget.type === 'file'}
      label={p.name}
      hint={p.param.doc}
      error={refused ?? (parsed.ok ? null : `Expected ${parsed.expected}.`)}
    >
      {(ids) => (
        <>
          <WidgetView
            param={p.param}
            name={p.name}
            value={parsed.ok ? parsed.value : p.value}
            ids={ids}
            disabled={p.disabled}
            onChange={change}
            onRefuse={setRefused}
          />
          <HandOut id={p.id} name={p.name} disabled={p.disabled} />
        </>
      )}
    </Field>
  );
}
