import type { CommandArgs, ProbeTask } from '@muster/protocol';
import { FleetError } from '@muster/kernel';
import type { VerbContext } from '../verbs/context.js';
import { clockOf } from '../verbs/context.js';
import { until } from '../verbs/waiting.js';
import { expiresLabel, imageOf, nameOf, roleLabel, verificationLabel, vipNameOf } from './names.js';
import { assertHarmless, mountsOf } from './program.js';
import type { ProbeSettings } from '../overlay-probe/settings.js';

type Start = CommandArgs['startVerification'];
type Group = Start['groups'][number];

/** On a manager: the tasks as services of the swarm. Asked again, it makes only what is missing. */
export async function startServices(order: Start, ctx: VerbContext): Promise<boolean> {
  for (const { program } of order.groups) assertHarmless(program);
  await removeServices([order.verificationId, ...order.keep], ctx);
  const label = `${verificationLabel}=${order.verificationId}`;
  const there = new Set((await ctx.engine.services({ label }, ctx.signal)).map(({ name }) => name));
  const wanted = servicesOf(order, clockOf(ctx).now()).filter(({ name }) => !there.has(name));
  for (const service of wanted) await ctx.engine.createService(service, ctx.signal);
  return wanted.length > 0;
}

function servicesOf(order: Start, nowMs: number) {
  const [first] = order.groups;
  const probes = order.groups.map((group, nth) => serviceOf(order, group, nth, nowMs));
  return first && order.withVip ? [...probes, vipServiceOf(order, first, nowMs)] : probes;
}

/** Hosts with the same program share one. */
function serviceOf(order: Start, group: Group, nth: number, nowMs: number) {
  const { verificationId } = order;
  const name = nameOf(verificationId);
  return {
    ...common(order, group, nowMs, 'probe'),
    name: nth === 0 ? name : `${name}-${nth + 1}`,
    alias: `${name}-all`,
    command: commandOf(order, group, false),
    mode: 'global' as const,
    endpoint: 'dnsrr' as const,
  };
}

/** One task anywhere, behind a virtual address. */
function vipServiceOf(order: Start, group: Group, nowMs: number) {
  const name = vipNameOf(order.verificationId);
  return {
    ...common(order, group, nowMs, 'vip'),
    ...{ name, alias: `${name}-task`, command: commandOf(order, group, true) },
    mode: 'single' as const,
    endpoint: 'vip' as const,
  };
}

function common(order: Start, { program, hosts }: Group, nowMs: number, role: 'probe' | 'vip') {
  const own = new Set(hosts);
  const others = order.nodeIds.filter((_, place) => !own.has(place + 1));
  return {
    labels: {
      [verificationLabel]: order.verificationId,
      [expiresLabel]: String(nowMs + order.lifetimeMs),
      [roleLabel]: role,
    },
    image: imageOf(order.verificationId),
    env: ['MUSTER_NODE={{.Node.ID}}'],
    networkId: order.networkId,
    mounts: mountsOf(program),
    excludedNodes: [...order.otherNodeIds, ...others],
  };
}

function commandOf(order: Start, { program }: Group, answersOnly: boolean): readonly string[] {
  const { nonce, verificationId, nodeIds, subnets, withVip } = order;
  const { bulkBytes, lifetimeMs, namePatienceMs, answerPatienceMs } = order;
  const settings: ProbeSettings = {
    ...{ nonce, name: `${nameOf(verificationId)}-all`, nodes: nodeIds, subnets },
    ...(withVip && !answersOnly ? { vip: vipNameOf(verificationId) } : {}),
    ...{ answersOnly, bulkBytes, lifetimeMs, namePatienceMs, answerPatienceMs },
  };
  return [program.node, program.script, JSON.stringify(settings)];
}

/** Waits until every task of the verification runs or has ended, or that long at most. */
export async function watchServices(
  { verificationId, waitMs, expected }: CommandArgs['watchVerification'],
  ctx: VerbContext,
): Promise<readonly ProbeTask[]> {
  const startedAt = clockOf(ctx).now();
  const label = `${verificationLabel}=${verificationId}`;
  const services = await ctx.engine.services({ label }, ctx.signal);
  const probes = services.filter(({ labels }) => labels[roleLabel] === 'probe');
  if (probes.length === 0) {
    throw new FleetError('not_found', `verification ${verificationId} has no service`);
  }
  return until(ctx, {
    firstMs: 100,
    longestMs: 200,
    pending: () => 'the tasks of the verification do not run yet',
    look: async () => {
      const lists = await Promise.all(
        probes.map(({ id }) => ctx.engine.tasks({ serviceId: id }, ctx.signal)),
      );
      const tasks = lists.flat().filter(({ nodeId }) => nodeId !== '');
      const isSettled = tasks.length >= expected && tasks.every(({ state }) => state !== 'waiting');
      if (!isSettled && clockOf(ctx).now() - startedAt < waitMs) return undefined;
      return tasks.map(({ nodeId, state, detail }) => ({
        ...{ nodeId, running: state === 'running', detail },
      }));
    },
  });
}

/** Removes the services of all verifications but these. @returns whether there were any. */
export async function removeServices(keep: readonly string[], ctx: VerbContext): Promise<boolean> {
  const services = await ctx.engine.services({ label: verificationLabel }, ctx.signal);
  const old = services.filter(({ labels }) => !keep.includes(labels[verificationLabel] ?? ''));
  for (const { id } of old) await removeService(id, ctx);
  return old.length > 0;
}

/** Also when somebody else was faster. */
export async function removeService(id: string, ctx: VerbContext): Promise<void> {
  try {
    await ctx.engine.removeService(id, ctx.signal);
  } catch (error) {
    if (FleetError.from(error).code !== 'not_found') throw error;
  }
}
