import { styleText } from 'node:util';

type Paint = (text: string) => string;

/** How text is set off. Every colour has a word beside it that says the same. */
export type Style = {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
};

const same: Paint = (text) => text;
export const plainStyle: Style = { bold: same, dim: same, good: same, bad: same, warn: same };

// Whether to colour at all is decided once, in output.ts, and not by the stream that Node guesses.
const paint =
  (format: Parameters<typeof styleText>[0]): Paint =>
  (text) =>
    styleText(format, text, { validateStream: false });

export const terminalStyle: Style = {
  bold: paint('bold'),
  dim: paint('dim'),
  good: paint('green'),
  bad: paint('red'),
  warn: paint('yellow'),
};
