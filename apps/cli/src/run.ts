import { CommanderError, type Command } from 'commander';
import { parseAddress, defaultAddress } from './client/address.js';
import { Coordinator } from './client/coordinator.js';
import type { Context } from './context.js';
import { exit } from './exit.js';
import type { Io } from './io.js';
import { Output } from './output.js';
import { programOf, type GlobalOptions } from './program.js';
import { Stop } from './stop.js';
import { problemView } from './view/findings.js';
import { safe } from './text/text.js';

/** Runs `muster` with these arguments (without the name) and answers its exit code. Never throws. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exit.done;
  const program: Command = programOf(async (act, { csv } = { csv: false }) => {
    if (!csv && program.opts<GlobalOptions>().output === 'csv') throw noRows();
    code = await act(contextOf(program.opts(), io));
  });
  prepare(program, io);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (thrown) {
    // What was typed may have been wrong before the format was read; then it is the default.
    const { output, color } = program.opts<GlobalOptions>();
    return report(thrown, new Output(io, output, color), io);
  }
}

const noRows = (): Stop =>
  Stop.usage(
    'csv is for commands that answer rows: query, find, history, networks where, overlaps, usage',
    'Take -o json or -o yaml.',
  );

function contextOf(options: GlobalOptions, io: Io): Context {
  const fromEnv = io.env['MUSTER_COORDINATOR'];
  const address = options.coordinator ?? (fromEnv === '' ? undefined : fromEnv) ?? defaultAddress;
  return {
    io,
    out: new Output(io, options.output, options.color),
    coordinator: new Coordinator(parseAddress(address), io.interrupt),
  };
}

/** commander shall neither end the process nor print what report() prints. */
function prepare(command: Command, io: Io): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void io.stderr.write(text),
    outputError: () => undefined,
  });
  for (const child of command.commands) prepare(child, io);
}

function report(thrown: unknown, out: Output, io: Io): number {
  if (thrown instanceof CommanderError) return reportUsage(thrown, out);
  const stop = thrown instanceof Stop ? thrown : undefined;
  if (stop !== undefined)
    out.answerError(stop.problem, () => problemView(stop.problem, out.errorStyle));
  else
    out.complain(
      `muster: a defect of muster itself: ${safe(String(thrown))}; MUSTER_DEBUG=1 shows more`,
    );
  if ((io.env['MUSTER_DEBUG'] ?? '') !== '') out.complain(traceOf(thrown));
  return stop?.exitCode ?? exit.failed;
}

function reportUsage(thrown: CommanderError, out: Output): number {
  // Help and version are thrown too.
  if (thrown.exitCode === 0) return exit.done;
  // Without any command the help has been shown already.
  if (thrown.code === 'commander.help') return exit.usage;
  const { problem } = Stop.usage(thrown.message.replace(/^error: /, ''), 'muster --help');
  out.answerError(problem, () => problemView(problem, out.errorStyle));
  return exit.usage;
}

/** The stack with every cause. */
function traceOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const own = thrown.stack ?? thrown.message;
  return thrown.cause === undefined ? own : `${own}\ncaused by ${traceOf(thrown.cause)}`;
}
