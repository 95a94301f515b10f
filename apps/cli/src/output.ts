import { stringify } from 'yaml';
import { isTerminal, type Io, type Screen } from './io.js';
import { csv, type Row } from './text/csv.js';
import { plainStyle, terminalStyle, type Style } from './text/style.js';

export const formats = ['table', 'json', 'yaml', 'csv'] as const;
export type Format = (typeof formats)[number];

/** Of a file or a pipe, where nobody says. */
const pageColumns = 160;

/** Keeps stdout to exactly one document when a program reads it; what is meant for people then goes to stderr. */
export class Output {
  /** Where text for people goes. */
  readonly screen: Screen;
  readonly style: Style;
  readonly errorStyle: Style;

  constructor(
    private readonly io: Io,
    readonly format: Format,
    color: boolean,
  ) {
    this.screen = format === 'table' ? io.stdout : io.stderr;
    this.style = styleOf(this.screen, io, color);
    this.errorStyle = styleOf(io.stderr, io, color);
  }

  /** Characters that a line of the screen holds. */
  get columns(): number {
    return this.screen.columns ?? pageColumns;
  }

  /** Text for people. */
  say(text: string): void {
    this.screen.write(`${text}\n`);
  }

  complain(text: string): void {
    this.io.stderr.write(`${text}\n`);
  }

  /** What was asked for: a document for programs, or what `render` makes of it for people. Once per run. */
  answer(document: unknown, render: () => string): void {
    if (this.format === 'table') this.say(render());
    else this.io.stdout.write(serialise(document, documentFormat(this.format)));
  }

  /** The same for rows, which can be CSV too. */
  answerRows(columns: readonly string[], rows: readonly Row[], render: () => string): void {
    if (this.format === 'csv') this.io.stdout.write(csv(columns, rows));
    else this.answer(rows, render);
  }

  /** What went wrong, as a document on stderr for programs. */
  answerError(document: unknown, render: () => string): void {
    if (this.format === 'table' || this.format === 'csv') this.complain(render());
    else this.io.stderr.write(serialise(document, this.format));
  }
}

/** Commands that have no rows refuse CSV before they begin. */
const documentFormat = (format: 'json' | 'yaml' | 'csv'): 'json' | 'yaml' =>
  format === 'csv' ? 'json' : format;

/**
 * One document with a newline at its end. Both formats escape C0 by themselves; C1 and DEL can steer a terminal too and
 * stand only inside double quotes, where both formats know the same escape.
 */
export function serialise(document: unknown, format: 'json' | 'yaml'): string {
  const text =
    format === 'json'
      ? `${JSON.stringify(document, undefined, 2)}\n`
      : stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
  return text.replace(
    /[\u007f-\u009f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function styleOf(screen: Screen, io: Io, color: boolean): Style {
  // https://no-color.org: any value but the empty one.
  const wanted = color && (io.env['NO_COLOR'] ?? '') === '';
  return wanted && isTerminal(screen, io.env) ? terminalStyle : plainStyle;
}
