import type * as Tf from '@tensorflow/tfjs';
import { drawScores, type Shown } from './page-attention';
import type { PageData, PageTensor } from './page-data';
import { byId, element } from './page-dom';
import { encodeGiven, labelsOf } from './page-encode';
import { inputPanels } from './page-inputs';
import { loadPageModel, type PageModel, type PageScores } from './page-model';
import { type PageWritten, writeOnPage } from './page-write';
import type { InputPanel } from './panels/panel';
import { shownTarget } from './targets/page-targets';

declare global {
  /** Stock TF.js, from the script before this one. */
  var tf: typeof Tf;
  var studioPageModel: typeof loadPageModel;
  /** For whoever tests the page from outside: the model, and what was last shown. */
  var studioPage: { model: Promise<PageModel>; data: PageData; last: readonly PageTensor[] | null };
}

/** The model's data, as the page carries it. */
function readData(): PageData {
  return JSON.parse(byId('model').textContent ?? 'null') as PageData;
}

function start(): void {
  const data = readData();
  const model = loadPageModel(tf, data);
  globalThis.studioPage = { model, data, last: null };
  const panels = inputPanels(data.preprocessing.feeds, () => void predict());
  const inputs = byId('inputs');
  for (const panel of panels) inputs.append(panel.root);
  const button = element('button', { type: 'button', class: 'primary', id: 'predict' }, 'Predict');
  button.addEventListener('click', () => void predict());
  inputs.append(element('div', { class: 'row' }, button));
  model.then(
    () => byId('status').replaceChildren('Ready.'),
    (error: unknown) => fail('The model could not be loaded', error),
  );

  let turn = 0;
  async function predict(): Promise<void> {
    turn += 1;
    const mine = turn;
    try {
      const given = new Map(panels.map((panel) => [panel.source, panel.read()]));
      const own = Object.fromEntries(
        data.preprocessing.feeds
          .filter(({ plan }) => plan.kind !== 'decoder')
          .map((feed) => {
            const value = given.get(feed.plan.source);
            if (!value) throw new Error(`no input ${feed.plan.source}`);
            return [feed.plan.node, encodeGiven(feed, value)];
          }),
      );
      const loaded = await model;
      const { feeds, written, labels } = await writeOnPage(loaded, data.preprocessing, own);
      const outputs = await loaded.predict(feeds);
      const scores = await loaded.attend(feeds);
      if (mine !== turn) return;
      globalThis.studioPage.last = outputs;
      const shown = shownOf(data, panels);
      byId('outputs').replaceChildren(...outputs.map((output, at) => showOutput(data, at, output, feeds, written, shown.labels)));
      showAttention(scores, { ...shown, decoded: labels });
      byId('status').replaceChildren('');
    } catch (error) {
      fail('No prediction', error);
    }
  }
}

function fail(what: string, error: unknown): void {
  const line = element('p', { class: 'error', role: 'alert' }, `${what}: ${error instanceof Error ? error.message : String(error)}`);
  byId('status').replaceChildren(line);
}

function showOutput(
  { preprocessing }: PageData,
  at: number,
  output: PageTensor,
  feeds: { readonly [node: string]: PageTensor },
  written: PageWritten['written'],
  words: Shown['labels'],
): HTMLElement {
  const target = preprocessing.targets[at];
  if (!target) return element('div', {});
  const { plan, state } = target;
  return shownTarget(plan, state, output, {
    entered: Object.fromEntries(preprocessing.feeds.map((feed) => [feed.plan.source, feeds[feed.plan.node]?.data ?? []])),
    written: written[plan.node] ?? null,
    words: plan.kind === 'tags' ? (words[plan.feed] ?? []) : [],
  });
}

/** Words, columns and the pictures of the sample, for laying attention over it. */
function shownOf(data: PageData, panels: readonly InputPanel[]): Omit<Shown, 'decoded'> {
  const labels: Record<string, readonly string[]> = {};
  const pictures: Record<string, HTMLCanvasElement> = {};
  for (const feed of data.preprocessing.feeds) {
    const given = panels.find((panel) => panel.source === feed.plan.source)?.read();
    if (given?.kind === 'image') pictures[feed.plan.node] = given.canvas;
    else if (given) labels[feed.plan.node] = labelsOf(feed, given);
  }
  return { pictures, labels };
}

/** Which node and head the person looks at: kept from one sample to the next. */
let chosenMap = 0;
let chosenHead: number | null = null;

function showAttention(all: readonly PageScores[], shown: Shown): void {
  const section = byId('attention');
  section.hidden = all.length === 0;
  const scores = all[Math.min(chosenMap, all.length - 1)];
  if (!scores) return;
  const nodes = element('select', { 'aria-label': 'Attention node' });
  all.forEach(({ map }, at) => {
    nodes.append(element('option', { value: String(at) }, map.title));
  });
  nodes.value = String(Math.min(chosenMap, all.length - 1));
  const heads = element('select', { 'aria-label': 'Head' }, element('option', { value: '' }, 'Mean of all heads'));
  scores.scores.forEach((_, at) => {
    heads.append(element('option', { value: String(at) }, `Head ${at + 1}`));
  });
  if (chosenHead !== null && chosenHead >= scores.scores.length) chosenHead = null;
  heads.value = chosenHead === null ? '' : String(chosenHead);
  heads.hidden = scores.scores.length < 2;
  const view = element('div', {});
  nodes.addEventListener('change', () => {
    chosenMap = Number(nodes.value);
    showAttention(all, shown);
  });
  heads.addEventListener('change', () => {
    chosenHead = heads.value === '' ? null : Number(heads.value);
    drawScores(view, scores, shown, chosenHead);
  });
  section.replaceChildren(element('h2', {}, 'What it looked at'), element('div', { class: 'row' }, nodes, heads), view);
  view.style.marginTop = '12px';
  drawScores(view, scores, shown, chosenHead);
}

// The verification of exports runs this script without a document: only the model is wanted there.
globalThis.studioPageModel = loadPageModel;
if ('document' in globalThis) start();
