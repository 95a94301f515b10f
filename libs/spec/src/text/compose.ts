import { Composer, Lexer, Parser, type Document, type LineCounter } from 'yaml';

const maxDepth = 200;
const maxLexemes = 600_000;

/** The text is absurd; the message continues the sentence "the spec …". */
export class TextBound extends Error {
  override readonly name = 'TextBound';
}

/**
 * The first YAML documents of the text, two at most. Bounds are watched while it is read, before anything is built:
 * the library recurses, and Node ends the whole process where a deep stack meets a regular expression.
 * @throws TextBound
 */
export function compose(text: string, lineCounter: LineCounter): readonly Document.Parsed[] {
  lineCounter.addNewLine(0);
  const parser = new Parser(lineCounter.addNewLine);
  // uniqueKeys compares every key with every other; `inspect` does it in one pass.
  const options = { lineCounter, prettyErrors: false, uniqueKeys: false } as const;
  const composer = new Composer({ ...options, logLevel: 'silent', version: '1.2' });
  // Taking two stops the composer there, however many documents follow.
  const [first, second] = composer.compose([...tokens(text, parser)]);
  return [first, second].filter((document) => document !== undefined);
}

function* tokens(text: string, parser: Parser) {
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    lexemes += 1;
    if (lexemes > maxLexemes) throw new TextBound(`has more than ${maxLexemes} words and signs`);
    if (parser.stack.length > maxDepth) throw new TextBound('is nested too deeply');
  }
  yield* parser.end();
}
