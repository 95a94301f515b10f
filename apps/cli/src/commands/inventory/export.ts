import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Context } from '../../context.js';
import { exit, type ExitCode } from '../../exit.js';
import { Stop } from '../../stop.js';
import { examples, type Perform } from '../perform.js';

type ExportOptions = { readonly file?: string };

export function addExport(program: Command, perform: Perform): void {
  program
    .command('export')
    .description(
      'write the whole inventory as one JSON document; its JSON Schema is at /v1/inventory/export/schema and in docs/',
    )
    .option('--file <path>', 'write it there instead of to stdout')
    .addHelpText(
      'after',
      examples('muster export --file inventory.json', 'muster export | jq .tables.hosts'),
    )
    .action((options: ExportOptions) => perform((context) => save(context, options)));
}

async function save({ coordinator, io, out }: Context, { file }: ExportOptions): Promise<ExitCode> {
  const document = await coordinator.exported();
  try {
    if (file === undefined)
      for await (const piece of document as AsyncIterable<Buffer>)
        io.stdout.write(piece.toString());
    else await pipeline(document, createWriteStream(file, { mode: 0o600 }));
  } catch (cause) {
    io.interrupt.throwIfAborted();
    const seen = cause instanceof Error ? cause.message : String(cause);
    throw Stop.failed('export-failed', `the export did not come to its end: ${seen}`, [], {
      cause,
    });
  }
  if (file !== undefined) out.complain(`The inventory is in ${file}.`);
  return exit.done;
}
