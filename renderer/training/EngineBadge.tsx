import { EngineArrivalBar } from './EngineArrival';
import { engineWords, runEngineWords, useEngines, whyEngine } from './engines-store';
import { useRuns } from './runs-store';
import './training.css';

/** The engine in words, always: what a run uses, else what the next would. */
export default function EngineBadge() {
  const status = useEngines((s) => s.status);
  const inUse = useRuns((s) => (s.tick >= 0 ? (s.current?.info.engine ?? null) : null));
  const underWay = useRuns((s) => s.tick >= 0 && s.current?.info.state === 'running');
  const chosen = status?.engines.find((engine) => engine.name === status.chosen) ?? null;
  const running = underWay ? inUse : null;
  const engine = running ?? chosen ?? inUse;
  const slow = engine?.name === 'cpu';
  const reason = running ? whyEngine(running) : slow ? status?.engines.find((e) => e.name === 'tensorflow')?.reason : null;
  return (
    <>
      <span className="status-engine" title={reason ?? undefined}>
        <span className={`status-dot${engine ? (slow ? ' working' : '') : status ? ' bad' : ' working'}`} aria-hidden="true" />
        <span className="status-words">
          {running ? runEngineWords(running) : engine ? engineWords(engine) : status ? 'No engine' : 'Looking for engines…'}
        </span>
        {slow ? <span className="hidden-text">, slower than TensorFlow</span> : null}
      </span>
      <EngineArrivalBar />
    </>
  );
}
