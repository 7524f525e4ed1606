import { useMemo } from 'react';
import type { NodeId } from '../../shared/graph/document';
import type { Widget } from '../../shared/graph/params';
import type { Json } from '../../shared/json';
import { layerShapes } from '../../shared/nodes/pretrained/layer-shapes';
import { useDrawnReport } from '../state/report';
import type { FieldIds } from '../ui/Field';
import { Select } from '../ui/Select';

/** A layer of the saved model that a node stands for: all of them with what they give, in the model's order. */
export function LayerChoice(p: {
  readonly ids: FieldIds;
  readonly node: NodeId;
  readonly widget: Extract<Widget, { type: 'layer' }>;
  readonly value: Json;
  readonly disabled: boolean;
  onChange(value: Json): void;
}) {
  const report = useDrawnReport((s) => s.report.nodes[p.node]);
  const model = (report?.params && report.definition?.savedModel?.(report.params)) ?? null;
  const given = report?.inputs.input?.[0] ?? null;
  const layers = useMemo(() => (model ? layerShapes(model, given) : []), [model, given]);
  const now = typeof p.value === 'string' ? p.value : '';
  const known = now === '' || p.widget.words.some(([value]) => value === now) || layers.some(({ name }) => name === now);
  const options = [
    { value: '', label: p.widget.nothing },
    ...p.widget.words.map(([value, label]) => ({ value, label })),
    ...layers.map(({ name, kind, shape }) => ({ value: name, label: [name, kind, shape].filter(Boolean).join(' · ') })),
    ...(known ? [] : [{ value: now, label: `${now} (not in the model)` }]),
  ];
  return <Select {...p.ids} disabled={p.disabled || (model === null && now === '')} value={now} options={options} onChange={p.onChange} />;
}
