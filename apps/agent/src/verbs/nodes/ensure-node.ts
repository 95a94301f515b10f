import type { UpdateNode } from '@muster/docker';
import type { NodeFact } from '@muster/inventory';
import { changed, unchanged, type Verb } from '../context.js';

export const ensureNode: Verb<'ensureNode'> = async (args, ctx) => {
  const now = await ctx.engine.node(args.nodeId, ctx.signal);
  if (isAsAsked(now, args)) return unchanged;
  await ctx.engine.updateNode(args, ctx.signal);
  return changed;
};

function isAsAsked(now: NodeFact, args: UpdateNode): boolean {
  return (
    (args.role === undefined || args.role === now.role) &&
    (args.availability === undefined || args.availability === now.availability) &&
    (args.labels === undefined || sameLabels(args.labels, now.labels))
  );
}

function sameLabels(a: NodeFact['labels'], b: NodeFact['labels']): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
