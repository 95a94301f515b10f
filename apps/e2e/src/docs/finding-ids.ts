import { readFileSync } from 'node:fs';
import ts from 'typescript';

// Which ids of findings the sources name. They are read as a syntax tree: a pattern on text would take a comment for one.

/** Kebab-case of two words or more; `*` stands for what is filled in at run time. */
const idForm = /^[a-z0-9*]+(-[a-z0-9*]+)+$/;

/**
 * Every id that a finding is made with: `{ id: 'x-y', severity, … }`, and what is handed to a parameter called `id`, as in
 * `blocker('x-y', …)`. Of a template, `*` stands for each value: `hosts-*` for `hosts-${what}`.
 */
export function findingIdsIn(files: readonly string[]): ReadonlySet<string> {
  const sources = files.map((file) =>
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true),
  );
  const makers = makersIn(sources);
  const constants = constantsIn(sources);
  const ids = new Set<string>();
  const take = (node: ts.Expression | undefined): void => {
    for (const text of textsOf(node)) if (idForm.test(text)) ids.add(text);
    if (node === undefined) return;
    if (ts.isIdentifier(node)) take(constants.get(node.text));
    if (!ts.isCallExpression(node)) return;
    // An id that a function chooses.
    for (const returned of returnsOf(sources, namesIn(node.expression))) take(returned);
  };
  for (const source of sources) {
    walk(source, (node) => {
      if (ts.isObjectLiteralExpression(node)) take(idOf(node));
      if (!ts.isCallExpression(node)) return;
      for (const name of namesIn(node.expression)) {
        const nth = makers.get(name);
        if (nth !== undefined) take(node.arguments[nth]);
      }
    });
  }
  return ids;
}

/** Functions by name, with the number of their parameter `id`; also those that such a function's maker gave. */
function makersIn(sources: readonly ts.SourceFile[]): ReadonlyMap<string, number> {
  const direct = new Map<string, number>();
  const ofMakers = new Map<string, number>();
  const given: { readonly name: string; readonly by: string }[] = [];
  const aliases: typeof given = [];
  for (const source of sources) {
    walk(source, (node) => {
      const named = functionOf(node);
      if (named === undefined) return;
      const { name, value } = named;
      if (ts.isCallExpression(value))
        given.push(...namesIn(value.expression).map((by) => ({ name, by })));
      if (ts.isConditionalExpression(value))
        aliases.push(...namesIn(value).map((by) => ({ name, by })));
      if (!ts.isFunctionLike(value)) return;
      const nth = nthId(value);
      if (nth !== undefined) direct.set(name, nth);
      const inner =
        ts.isArrowFunction(value) && ts.isFunctionLike(value.body) ? value.body : undefined;
      const innerNth = inner === undefined ? undefined : nthId(inner);
      if (innerNth !== undefined) ofMakers.set(name, innerNth);
    });
  }
  for (const { name, by } of given) {
    const nth = ofMakers.get(by);
    if (nth !== undefined) direct.set(name, nth);
  }
  for (const { name, by } of aliases) {
    const nth = direct.get(by);
    if (nth !== undefined) direct.set(name, nth);
  }
  return direct;
}

/** What the functions of these names return. */
function returnsOf(
  sources: readonly ts.SourceFile[],
  names: readonly string[],
): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  for (const source of sources) {
    walk(source, (node) => {
      if (!ts.isFunctionDeclaration(node) || !names.includes(node.name?.text ?? '')) return;
      walk(node, (inner) => {
        if (ts.isReturnStatement(inner) && inner.expression) found.push(inner.expression);
      });
    });
  }
  return found;
}

/** Names that stand for one text. */
function constantsIn(sources: readonly ts.SourceFile[]): ReadonlyMap<string, ts.Expression> {
  const found = new Map<string, ts.Expression>();
  for (const source of sources) {
    walk(source, (node) => {
      if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) return;
      const { initializer } = node;
      if (initializer && ts.isStringLiteralLike(initializer))
        found.set(node.name.text, initializer);
    });
  }
  return found;
}

function functionOf(node: ts.Node): { name: string; value: ts.Node } | undefined {
  if (ts.isFunctionDeclaration(node) && node.name !== undefined)
    return { name: node.name.text, value: node };
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
    return { name: node.name.text, value: node.initializer };
  return undefined;
}

function nthId({ parameters }: ts.SignatureDeclaration): number | undefined {
  const nth = parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === 'id');
  return nth < 0 ? undefined : nth;
}

/** `f`, `this.f`, and `(x ? f : g)`. */
function namesIn(callee: ts.Expression): readonly string[] {
  if (ts.isIdentifier(callee)) return [callee.text];
  if (ts.isPropertyAccessExpression(callee)) return [callee.name.text];
  if (ts.isParenthesizedExpression(callee)) return namesIn(callee.expression);
  if (ts.isConditionalExpression(callee))
    return [...namesIn(callee.whenTrue), ...namesIn(callee.whenFalse)];
  return [];
}

/** The id of an object that says how severe it is, too. */
function idOf({ properties }: ts.ObjectLiteralExpression): ts.Expression | undefined {
  const named = new Map(properties.map((each) => [each.name?.getText() ?? '', each]));
  const id = named.get('id');
  if (!named.has('severity') || id === undefined) return undefined;
  return ts.isPropertyAssignment(id) ? id.initializer : undefined;
}

/** The text itself, or those that it is one of. */
function textsOf(node: ts.Expression | undefined): readonly string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text + node.templateSpans.map(({ literal }) => `*${literal.text}`).join('')];
  if (ts.isConditionalExpression(node))
    return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  return [];
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
