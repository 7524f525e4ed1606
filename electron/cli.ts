import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { StudioError } from '../shared/studio-error';
import { APP_VERSION } from './app-version';
import { serve } from './cli/serve';

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535) throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
  return value;
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

const program = new Command('attention-studio').version(APP_VERSION).exitOverride();

program
  .command('serve')
  .description('serve the window on 127.0.0.1, for a browser')
  .option('--port <number>', 'this port or none', port)
  .option('--no-open', 'only print the address')
  .option('--public-origin <url>', 'where a tunnel shows it', origin)
  .action(async (options: { port?: number; open: boolean; publicOrigin?: string }) => {
    await serve({ port: options.port ?? null, open: options.open, publicOrigin: options.publicOrigin ?? null });
  });

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  if (error instanceof StudioError) {
    console.error([error.message, error.advice].filter(Boolean).join(' '));
    process.exit(1);
  }
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
