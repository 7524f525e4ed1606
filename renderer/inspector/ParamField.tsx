import { type ReactNode, useState } from 'react';
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
import { DataName } from './DataName';
import { FileField } from './FileField';
import { readFileValue } from './file-value';
import { LayerChoice } from './LayerChoice';
import { NodeChoice } from './NodeChoice';

/** Sets a parameter of a node: one undo step. */
export function setParam(id: NodeId, name: string, value: Json): void {
  applyGraphEdits(`Set ${name}`, [{ type: 'set-param', id, param: name, value }]);
}

interface WidgetProps {
  readonly node: NodeId;
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

/** One of the numbers of a list: `path` leads to it. */
function Part(p: WidgetProps & { readonly label: string; readonly path: readonly number[]; readonly min: number; readonly max: number }) {
  const at = (value: Json | undefined, [first, ...rest]: readonly number[]): Json | undefined =>
    first === undefined ? value : at(Array.isArray(value) ? value[first] : undefined, rest);
  const put = (value: Json | undefined, [first, ...rest]: readonly number[], part: number | null): Json =>
    first === undefined ? part : (Array.isArray(value) ? value : []).map((item, i): Json => (i === first ? put(item, rest, part) : item));
  const now = at(p.value, p.path);
  const isFirst = p.path.every((index) => index === 0);
  return (
    <NumberField
      {...(isFirst ? p.ids : {})}
      label={`${p.name}: ${p.label}`}
      integer
      min={p.min}
      max={p.max}
      disabled={p.disabled}
      value={typeof now === 'number' ? now : null}
      onRefuse={p.onRefuse}
      onCommit={(part) => p.onChange(put(p.value, p.path, part))}
    />
  );
}

/** Numbers in columns, each with its name beneath it: where they are too many to be told by their order. */
function named(columns: number, parts: readonly (readonly [name: string, control: ReactNode])[]): ReactNode {
  return (
    <span className="param-parts" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {parts.map(([name, control]) => (
        <span key={name} className="param-part">
          {control}
          <span className="param-part-name" aria-hidden="true">
            {name}
          </span>
        </span>
      ))}
    </span>
  );
}

/** Whether the control takes the whole width, under its name. */
const isWide = ({ widget }: Param): boolean =>
  widget.type === 'file' || widget.type === 'layer' || widget.type === 'margins' || (widget.type === 'size' && widget.axes.length > 2);

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
          nullable={widget.nullable}
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
    case 'node':
      return (
        <NodeChoice
          kind={widget.kind}
          none={widget.none}
          ids={p.ids}
          disabled={p.disabled}
          node={p.node}
          value={p.value}
          onChange={p.onChange}
        />
      );
    case 'layer':
      return <LayerChoice ids={p.ids} disabled={p.disabled} node={p.node} widget={widget} value={p.value} onChange={p.onChange} />;
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
    case 'size':
      return widget.axes.length <= 2
        ? widget.axes.map((axis, i) => <Part key={axis} {...p} label={axis} path={[i]} min={widget.min} max={widget.max} />)
        : named(
            3,
            widget.axes.map((axis, i) => [axis, <Part key={axis} {...p} label={axis} path={[i]} min={widget.min} max={widget.max} />]),
          );
    case 'margins':
      return named(
        2,
        widget.sides.flatMap((ends, axis) =>
          ends.map((end, i): [string, ReactNode] => [end, <Part key={end} {...p} label={end} path={[axis, i]} min={0} max={widget.max} />]),
        ),
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
    case 'data-name':
      return <DataName ids={p.ids} disabled={p.disabled} value={p.value} widget={widget} onChange={p.onChange} />;
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
      label={p.name}
      stacked={isWide(p.param)}
      hint={p.param.doc}
      error={refused ?? (parsed.ok ? null : `Expected ${parsed.expected}.`)}
    >
      {(ids) => (
        <>
          <WidgetView
            node={p.id}
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
