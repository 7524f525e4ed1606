import { StudioError } from '../../shared/studio-error';
import { heldOut } from '../worker/held-out';
import { listCaptures, readCapture, readProbeSamples } from '../worker/read-captures';
import type { Handlers } from './handlers';
import type { OpenProjects } from './projects/open-projects';
import type { LiveRun } from './runs/live-run';
import type { RunManager } from './runs/run-manager';

export function runHandlers(projects: OpenProjects, runs: RunManager): Handlers<'runs'> {
  const where = (run: LiveRun) => ({ id: run.id, dir: run.dir, dataPath: runs.dataPath(run) });
  const trained = (runId: string): LiveRun => {
    const run = runs.get(runId);
    if (run.info.progress.step > 0) return run;
    throw new StudioError('This run has not learned anything yet.', {
      expected: 'a run with at least one checkpoint',
      received: 'no step',
    });
  };
  return {
    'runs.list': async ({ projectId }) => runs.list(projects.get(projectId)),
    'runs.start': async ({ projectId, training }, session) => {
      const project = projects.get(projectId);
      await project.settled();
      const refused = project.refusal(session);
      if (refused !== null) throw new StudioError(`This project cannot be trained here. ${refused}`);
      return runs.start(project, project.project, training ?? project.project.training);
    },
    'runs.pause': async ({ runId }) => {
      runs.pause(runs.get(runId));
      return {};
    },
    'runs.resume': async ({ runId }) => {
      runs.resume(runs.get(runId));
      return {};
    },
    'runs.stop': async ({ runId }) => {
      await runs.stop(runs.get(runId));
      return {};
    },
    'runs.extend': async ({ runId, epochs }) => {
      await runs.extend(runs.get(runId), epochs);
      return {};
    },
    'runs.rename': async ({ runId, name }) => {
      await runs.rename(runs.get(runId), name);
      return {};
    },
    'runs.label': async ({ runId, ...labels }) => {
      await runs.label(runs.get(runId), labels);
      return {};
    },
    'runs.delete': async ({ runId }) => {
      await runs.delete(runs.get(runId));
      return {};
    },
    'runs.frozen': async ({ runId }) => {
      const { graph, training, data, engine, app } = runs.get(runId).file;
      return { graph, training, data, engine, app };
    },
    'runs.history': async ({ runId }) => runs.get(runId).history(),
    'runs.evaluate': async ({ runId }) => {
      const run = trained(runId);
      return run.file.evaluation ?? runs.questions.ask(where(run), { type: 'evaluate', split: heldOut(run.info.samples) });
    },
    'runs.cell': async ({ runId, ...cell }) => runs.questions.ask(where(trained(runId)), { type: 'cell', ...cell }),
    'runs.inspect': async ({ runId, index }) => {
      const run = trained(runId);
      return runs.look(run, index) ?? runs.questions.ask(where(run), { type: 'inspect', index });
    },
    'runs.captures': async ({ runId }) => {
      const { dir } = runs.get(runId);
      return { steps: await listCaptures(dir), samples: (await readProbeSamples(dir)).length };
    },
    'runs.capture': async ({ runId, step, sample }) => ({
      step,
      inspections: await readCapture(runs.get(runId).dir, step, sample ?? null),
    }),
    'runs.try': async ({ runId, input }) => runs.questions.ask(where(trained(runId)), { type: 'try', input }),
    'runs.export': async ({ runId, format, path }) => runs.questions.ask(where(trained(runId)), { type: 'export', format, path }),
  };
}
