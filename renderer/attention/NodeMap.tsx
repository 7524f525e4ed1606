import { Braces, Image as ImageIcon } from 'lucide-react';
import { useState } from 'react';
import { NODES } from '../../shared/nodes/registry.gen';
import type { AttentionMapData, Inspection } from '../../shared/run';
import { select } from '../state/view';
import { IconButton } from '../ui/IconButton';
import { Select } from '../ui/Select';
import { Askers } from './Askers';
import { type ColourScale, type HeatRange, rangeOf } from './colours';
import { downloadJson, downloadPng } from './export-map';
import { HeatCanvas } from './HeatCanvas';
import { HeatScale } from './HeatScale';
import { ImageOverlay } from './ImageOverlay';
import { MatrixView } from './MatrixView';
import { contentUnder, pictureUnder } from './reading';
import { WeightBars } from './WeightBars';
import { Words } from './Words';
import { countOf, type HeadChoice, keyWeights, leadingOf, matrixOf, placeName } from './weights';

const headName = (head: HeadChoice) => (head === 'mean' ? 'mean of all heads' : `head ${head + 1}`);

/** Longer texts are chosen from the list alone. */
const MOST_ASKERS = 60;

/** What a reader of the input sees: the picture, the words or the columns with the weights on them. */
function OnInput(p: {
  readonly map: AttentionMapData;
  readonly inspection: Inspection;
  readonly weights: readonly number[];
  readonly range: HeatRange;
  readonly query: number | null;
  readonly label: string;
  onQuery(query: number | null): void;
}) {
  const { keys, queries } = p.map;
  const picture = pictureUnder(keys, p.inspection);
  const same = queries.kind === 'plain' || keys.kind === 'plain' || queries.source === keys.source;
  // A sentence and its translation may be as long as one another.
  const alike = queries.kind !== 'labels' || keys.kind !== 'labels' || queries.labels.every((label, at) => label === keys.labels[at]);
  const self = same && alike && queries.kind === keys.kind && countOf(queries) === countOf(keys) && countOf(queries) > 1;
  const leading = leadingOf(keys);
  const pick = (place: number) => p.onQuery(place === p.query ? null : place);
  if (keys.kind === 'grid' && picture) {
    return (
      <div className="map-picture">
        <ImageOverlay
          url={picture}
          grid={keys}
          weights={p.weights}
          range={p.range}
          label={p.label}
          query={self && p.query !== null && p.query >= leading ? p.query - leading : null}
          {...(self ? { onPlace: (place: number) => pick(place + leading) } : {})}
        />
      </div>
    );
  }
  if (keys.kind === 'labels' && contentUnder(keys, p.inspection)?.kind === 'table') {
    return (
      <div className="map-words">
        <WeightBars names={keys.labels} weights={p.weights} />
      </div>
    );
  }
  if (keys.kind === 'labels') {
    return (
      <div className="map-words">
        {!self && queries.kind === 'labels' && queries.labels.length > 1 && queries.labels.length <= MOST_ASKERS ? (
          <Askers words={queries.labels} query={p.query} onQuery={p.onQuery} />
        ) : null}
        <Words words={keys.labels} weights={p.weights} range={p.range} query={p.query} {...(self ? { onWord: pick } : {})} />
      </div>
    );
  }
  return (
    <div className="map-words">
      <WeightBars names={p.weights.map((_, i) => placeName(keys, i))} weights={p.weights} limit={24} />
    </div>
  );
}

/** What the numbers of a map are, in a few words. */
function whatItShows({ map, kind, scores }: AttentionMapData): string {
  // Rows of raw scores do not sum to 1, as a gate's do not.
  if (map === 'gate') return NODES[kind]?.family === 'similarity' ? 'scores, before a softmax' : 'gate';
  return `${scores.length === 1 ? '1 head' : `${scores.length} heads`}, before dropout`;
}

/** The attention of one node over one sample: on the input, head by head, and as a matrix. */
export function NodeMap({ map, inspection }: { readonly map: AttentionMapData; readonly inspection: Inspection }) {
  const [head, setHead] = useState<HeadChoice>(map.scores.length > 1 ? 'mean' : 0);
  const [chosen, setQuery] = useState<number | null>(null);
  const [scale, setScale] = useState<ColourScale>('row');
  const queries = countOf(map.queries);
  // Another sample may have fewer words.
  const query = chosen !== null && chosen < queries ? chosen : null;
  const matrix = matrixOf(map, head);
  const perHead = map.scores.map((rows) => keyWeights(rows, query));
  const weights = keyWeights(matrix, query);
  const all = rangeOf(perHead.flat());
  const range = (own: readonly number[]) => (scale === 'global' ? all : rangeOf(own));
  const { keys } = map;
  const picture = pictureUnder(keys, inspection);
  const under = contentUnder(keys, inspection)?.kind;
  const onWords = keys.kind === 'labels' && (under === 'text' || under === 'ids');
  const from = query === null ? 'on average' : `from ${placeName(map.queries, query)}`;
  const listed = Math.min(queries, 512);
  return (
    <section className="node-map" aria-label={`Attention of ${map.title}`} data-node={map.node}>
      <div className="node-map-head">
        <button type="button" className="button plain card-title" onClick={() => select([map.owner ?? map.node])} title="Show the node">
          {map.title}
        </button>
        <span className="soft">{whatItShows(map)}</span>
        {keys.kind === 'grid' && picture ? <HeatScale range={range(weights)} /> : null}
        {onWords ? <HeatScale range={range(weights)} accent /> : null}
        <span className="grow" />
        {queries > 1 ? (
          <Select
            aria-label="Which place looks"
            value={query === null ? 'mean' : String(query)}
            options={[
              { value: 'mean', label: 'all places' },
              ...Array.from({ length: listed }, (_, i) => ({ value: String(i), label: placeName(map.queries, i) })),
            ]}
            onChange={(value) => setQuery(value === 'mean' ? null : Number(value))}
          />
        ) : null}
        <Select
          aria-label="What the lightest colour stands for"
          value={scale}
          options={[
            { value: 'row', label: 'own colours' },
            { value: 'global', label: 'shared colours' },
          ]}
          onChange={(value: ColourScale) => setScale(value)}
        />
        <IconButton label="Save the matrix as PNG" icon={<ImageIcon />} onClick={() => downloadPng(map, head, scale)} />
        <IconButton label="Save all weights as JSON" icon={<Braces />} onClick={() => downloadJson(map)} />
      </div>
      <div className="map-body">
        <OnInput
          map={map}
          inspection={inspection}
          weights={weights}
          range={range(weights)}
          query={query}
          onQuery={setQuery}
          label={`${map.title}, ${headName(head)}: where it looks ${from}`}
        />
        {map.scores.length > 1 ? (
          <fieldset className="heads" aria-label="Heads">
            {(['mean', ...map.scores.keys()] as const).map((h) => {
              const own = h === 'mean' ? keyWeights(matrixOf(map, 'mean'), query) : (perHead[h] ?? []);
              return (
                <button key={h} type="button" className="head" aria-pressed={h === head} onClick={() => setHead(h)} data-head={h}>
                  {keys.kind === 'grid' && picture ? (
                    <ImageOverlay url={picture} grid={keys} weights={own} range={range(own)} label={headName(h)} />
                  ) : (
                    <HeatCanvas className="mini-matrix" rows={matrixOf(map, h)} scale={scale} />
                  )}
                  {h === 'mean' ? 'mean' : `head ${h + 1}`}
                </button>
              );
            })}
          </fieldset>
        ) : null}
        {queries > 1 ? (
          <MatrixView rows={matrix} queries={map.queries} keys={map.keys} scale={scale} query={query} onQuery={setQuery} />
        ) : null}
      </div>
    </section>
  );
}
