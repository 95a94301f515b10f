import { LineCounter } from 'yaml';
import { TextBound, compose } from './compose.js';
import { inspect } from './inspect.js';
import { problem, type Problem } from '../problem.js';
import { Positions } from './positions.js';

/** Bytes of text that are read at most; a thousand hosts need a tenth of that. */
export const maxBytes = 2 * 1024 * 1024;
const oneDocument = 'Give one file a fleet, and remove the line `---`.';

/** A value as it was written, and where each part of it stands. */
export type Source = { readonly value: unknown; readonly at: Positions };

export type Read =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one YAML 1.2 document; JSON is one, too. Bounded in size, depth and expansion, whatever the text is. */
export function readText(input: Uint8Array | string): Read {
  const size = typeof input === 'string' ? input.length : input.byteLength;
  if (size > maxBytes) return refuse('spec-too-large', `has ${size} bytes, more than ${maxBytes}`);
  const text = typeof input === 'string' ? input : decode(input);
  if (text === undefined)
    return refuse('spec-not-utf8', 'is not UTF-8 text', { remedy: 'Save it as UTF-8.' });
  try {
    return readYaml(text);
  } catch (thrown) {
    if (thrown instanceof TextBound) return refuse('spec-too-large', thrown.message);
    throw thrown;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readYaml(text: string): Read {
  const lines = new LineCounter();
  const [document, second] = compose(text, lines);
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (document?.contents == null)
    return refuse('spec-empty', 'is empty', { remedy: 'Give version, fleet and hosts.' });
  if (second !== undefined) {
    const line = lineAt(second.range[0]);
    return refuse('spec-many-documents', 'has several YAML documents', {
      line,
      remedy: oneDocument,
    });
  }
  const faults = [...document.errors, ...document.warnings].map((fault) => {
    const line = lineAt(fault.pos[0]);
    return problem('spec-not-yaml', `cannot be read as YAML: ${fault.message}`, { line });
  });
  const problems = [...faults, ...inspect(document.contents, lineAt)];
  if (problems.length > 0) return { ok: false, problems };
  // `inspect` has bounded what aliases expand to.
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  return { ok: true, source: { value, at: new Positions(document.contents, lines) } };
}

const refuse = (id: string, message: string, where: Partial<Problem> = {}): Read => ({
  ok: false,
  problems: [problem(id, message, where)],
});
