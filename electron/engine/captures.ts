import type { AttentionMapData, Capture } from '../../shared/run';
import { decodeCapture, encodeCapture, type Look } from '../worker/capture-file';
import { CaptureStore } from './capture-store';
import { Pace } from './pace';
import type { ProbeSet } from './session/probe-set';

/** What following one sample may take of the time, and what keeping all of them may. */
const SHARE = 0.01;
/** Milliseconds between two looks that windows hear of. */
const TELL_EVERY = 1000;
/** Characters of a look as JSON: what windows get each second. */
const MOST_TOLD = 200_000;

/** Where training stands: between two steps, after an epoch’s validation, or done. */
export type Moment = 'step' | 'epoch' | 'end';

/** Rows of a map become one: what its queries look at on average. */
function averaged(map: AttentionMapData): AttentionMapData {
  const scores = map.scores.map((rows) => {
    const mean = new Array<number>(rows[0]?.length ?? 0).fill(0);
    for (const row of rows) for (let k = 0; k < mean.length; k++) mean[k] = (mean[k] ?? 0) + (row[k] ?? 0) / rows.length;
    return [mean];
  });
  return { ...map, queries: { kind: 'plain', count: 1 }, scores };
}

/**
 * Follows the attention of a few held-out samples while a model learns: keeps their maps in the run’s folder, and gives
 * the first one’s to be told. Looks seldom enough to cost about two hundredths of the time, and changes no number.
 */
export class Captures {
  readonly #open: () => Promise<ProbeSet | null>;
  readonly #runDir: string;
  readonly #log: (line: string) => void;
  readonly #all: Pace;
  readonly #first: Pace;
  readonly #every: number;
  #from = 0;
  /** `new`: nothing was looked at yet; `off`: nothing attends, or it went wrong. */
  #probes: ProbeSet | 'new' | 'off' = 'new';
  /** Null: the disk refused. */
  #store: CaptureStore | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;
  #toldStep = -1;

  /**
   * @param open reads the samples, once the first step is done
   * @param log hears why it goes no further; training goes on
   * @param every milliseconds between two captures, at least; 0: every step, whatever it costs
   */
  constructor(open: () => Promise<ProbeSet | null>, runDir: string, log: (line: string) => void, every = TELL_EVERY) {
    this.#open = open;
    this.#runDir = runDir;
    this.#log = log;
    this.#every = every;
    const share = every === 0 ? Number.POSITIVE_INFINITY : SHARE;
    this.#all = new Pace(share, every);
    this.#first = new Pace(share, every);
  }

  /** What was captured beyond this step is forgotten: training goes on from here. */
  goOnFrom(step: number): void {
    this.#from = step;
  }

  /** Called after `step` steps. Gives what windows should hear now, if anything. Never rejects. */
  async after(step: number, moment: Moment): Promise<Capture | null> {
    if (this.#probes === 'off') return null;
    try {
      const probes = this.#probes === 'new' ? await this.#begin() : this.#probes;
      const look = probes && (await this.#look(probes, step, moment));
      return look ? this.#tell(probes, step, look, moment) : null;
    } catch (error) {
      this.#probes = 'off';
      this.#log(`Attention is not followed any more: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }

  async #begin(): Promise<ProbeSet | null> {
    const probes = await this.#open();
    this.#probes = probes ?? 'off';
    if (probes) {
      await this.#disk(async () => {
        this.#store = await CaptureStore.open(this.#runDir, probes.samples, this.#from);
      });
    }
    return probes;
  }

  async #look(probes: ProbeSet, step: number, moment: Moment): Promise<Look | null> {
    const time = moment === 'step' ? this.#all.due() : moment === 'epoch' ? this.#all.affordable() : true;
    const store = this.#store;
    if (time && store && (moment === 'end' || store.wants(step))) {
      const looks = this.#all.spend(() => probes.lookAtAll());
      await this.#disk(() => store.add(step, looks));
      return looks[0] ?? null;
    }
    return moment !== 'end' && this.#first.due() ? this.#first.spend(() => probes.lookAtFirst()) : null;
  }

  #tell(probes: ProbeSet, step: number, look: Look, moment: Moment): Capture | null {
    const now = performance.now();
    const [probe] = probes.samples;
    if (!probe || step === this.#toldStep || (moment !== 'end' && now - this.#toldAt < Math.min(TELL_EVERY, this.#every))) return null;
    for (const attention of [look.attention, look.attention.map(averaged)]) {
      // As it is read back: short numbers, and the same picture after a reload.
      const [told] = decodeCapture(encodeCapture(step, [{ ...look, attention }])).looks;
      const capture = told && { step, inspection: { ...probe, ...told } };
      if (!capture || JSON.stringify(capture).length > MOST_TOLD) continue;
      this.#toldAt = now;
      this.#toldStep = step;
      return capture;
    }
    return null;
  }

  async #disk(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#store = null;
      this.#log(`Attention maps are not kept any more: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
