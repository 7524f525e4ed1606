import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { StudioError } from '../shared/studio-error';
import { APP_VERSION } from './app-version';
import { attention } from './cli/attention';
import { check } from './cli/check';
import { doctor } from './cli/doctor';
import { evaluate } from './cli/evaluate';
import { exportRun } from './cli/export';
import { createOutput, type Output } from './cli/output';
import { predict } from './cli/predict';
import { serve } from './cli/serve';
import { newProject, templates } from './cli/templates';
import { resume, train } from './cli/train';

/** The command line's entry. Every command resolves with its exit status; what they share is here. */

function whole(what: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`${what} is a whole number from ${least} to ${most}.`);
    return value;
  };
}

function origin(text: string): string {
  try {
    const url = new URL(text);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url.origin;
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError('An origin looks like https://gpu.example:8443.');
}

interface Json {
  readonly json?: boolean;
}

/** Runs a command and ends the process with its status, once its output is out. */
async function finish(options: Json, work: (out: Output) => Promise<number>): Promise<void> {
  process.exitCode = await work(createOutput(options.json === true));
}

const program = new Command('attention-studio')
  .description('Design, train and look into attention models.')
  .version(APP_VERSION)
  .exitOverride()
  .showHelpAfterError('(--help shows how)');

const command = (name: string, description: string) =>
  program.command(name).description(description).option('--json', 'JSON lines on standard output');

command('doctor', 'what is there, what is missing, what mends it').action((o: Json) => finish(o, doctor));

command('templates', 'list the templates').action((o: Json) => finish(o, templates));

command('new', 'start a project from a template')
  .argument('<id>', 'id of the template')
  .argument('<file>', 'the project to write')
  .action((id: string, file: string, o: Json) => finish(o, (out) => newProject(out, id, file)));

command('check', 'shapes, parameters and problems of a project')
  .argument('<file>', 'a project')
  .action((file: string, o: Json) => finish(o, (out) => check(out, file)));

interface TrainFlags extends Json {
  readonly out: string;
  readonly data?: string;
  readonly epochs?: number;
  readonly seed?: number;
  readonly engine?: 'auto' | 'tensorflow' | 'webgpu' | 'cpu';
  readonly step?: 'traced' | 'eager';
  readonly xla?: 'auto' | 'on' | 'off';
  readonly precision?: 'float32' | 'mixed_bfloat16';
  readonly threads?: number;
  readonly steps?: boolean;
}

command('train', 'train a project')
  .argument('<file>', 'a project')
  .requiredOption('--out <run>', 'the folder of the run to make')
  .option('--data <path>', 'another folder or file of the same form')
  .option('--epochs <n>', 'in place of the project’s', whole('The number of epochs', 1, 100_000))
  .option('--seed <n>', 'in place of the project’s', whole('A seed', 0, 2 ** 31 - 1))
  .addOption(new Option('--engine <name>', 'in place of the project’s').choices(['auto', 'tensorflow', 'webgpu', 'cpu']))
  .addOption(new Option('--step <mode>', 'one graph, or kernel by kernel, in place of the project’s').choices(['traced', 'eager']))
  .addOption(new Option('--xla <use>', 'whether XLA compiles the graph, in place of the project’s').choices(['auto', 'on', 'off']))
  .addOption(new Option('--precision <policy>', 'in place of the project’s').choices(['float32', 'mixed_bfloat16']))
  .option('--threads <n>', 'in place of the project’s', whole('The number of threads', 1, 1024))
  .option('--steps', 'tell every step too')
  .action((file: string, o: TrainFlags) =>
    finish(o, (out) =>
      train(out, file, {
        out: o.out,
        data: o.data ?? null,
        epochs: o.epochs ?? null,
        seed: o.seed ?? null,
        engine: o.engine ?? null,
        step: o.step ?? null,
        xla: o.xla ?? null,
        precision: o.precision ?? null,
        threads: o.threads ?? null,
        steps: o.steps === true,
      }),
    ),
  );

command('resume', 'go on with a run from its last checkpoint')
  .argument('<run>', 'folder of a run')
  .option('--steps', 'tell every step too')
  .action((run: string, o: Json & { steps?: boolean }) => finish(o, (out) => resume(out, run, o.steps === true)));

command('evaluate', 'metrics and confusion on held-out samples')
  .argument('<run>', 'folder of a run')
  .option('--data <path>', 'all of another folder or file of the same form')
  .action((run: string, o: Json & { data?: string }) => finish(o, (out) => evaluate(out, run, o.data ?? null)));

command('predict', 'what the model says of inputs')
  .argument('<run>', 'folder of a run')
  .argument('<input...>', 'a file, the text itself, or - for JSON lines on standard input')
  .action((run: string, inputs: string[], o: Json) => finish(o, (out) => predict(out, run, inputs)));

command('attention', 'where the model looks')
  .argument('<run>', 'folder of a run')
  .argument('<input>', 'a file, the text itself, or - for a JSON line on standard input')
  .requiredOption('--out <file>', 'the JSON file to write')
  .action((run: string, input: string, o: Json & { out: string }) => finish(o, (out) => attention(out, run, input, o.out)));

command('export', 'write the model in another form, and compare')
  .argument('<run>', 'folder of a run')
  .requiredOption('--format <format>', 'tfjs, html, python or savedmodel')
  .requiredOption('--out <path>', 'a new folder or file')
  .action((run: string, o: Json & { format: string; out: string }) => finish(o, (out) => exportRun(out, run, o.format, o.out)));

program
  .command('serve')
  .description('serve the window on 127.0.0.1, for a browser')
  .option('--port <number>', 'this port or none', whole('A port', 1, 65_535))
  .option('--no-open', 'only print the address')
  .option('--public-origin <url>', 'where a tunnel shows it', origin)
  .action(async (o: { port?: number; open: boolean; publicOrigin?: string }) => {
    await serve({ port: o.port ?? null, open: o.open, publicOrigin: o.publicOrigin ?? null });
  });

/** Exit 2 for wrong usage (commander has said what), 1 for what went wrong, in one message without a stack. */
function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    const asked = error.code === 'commander.helpDisplayed' || error.code === 'commander.version';
    process.exitCode = asked ? 0 : 2;
    return;
  }
  const details =
    error instanceof StudioError
      ? [error.expected && `expected ${error.expected}`, error.received && `got ${error.received}`].filter(Boolean).join('; ')
      : '';
  const message = error instanceof Error ? error.message : String(error);
  const advice = error instanceof StudioError ? error.advice : null;
  process.stderr.write(`${[message + (details ? ` (${details})` : ''), advice].filter(Boolean).join(' ')}\n`);
  process.exitCode = 1;
}

program.parseAsync().catch(fail);
