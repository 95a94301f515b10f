import type { CreateOverlay } from '@muster/docker';
import type { NetworkFact } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { within } from '@muster/runtime';
import type { Verb, VerbContext } from '../context.js';
import { isEarly, soonerThan, until } from '../waiting.js';
import { differences, overlapping, sharingVni } from './differences.js';

/** The swarm's allocator gives a network its addresses within a second where it can at all. */
const allocationMs = 10_000;
const takeBackMs = 10_000;

export const ensureNetworkPresent: Verb<'ensureNetworkPresent'> = async (args, ctx) => {
  const made = await makeOrFind(args, ctx);
  if (made.changed) await ctx.networkMade?.(made.value);
  else await ctx.networksChanged?.([made.value.id], ctx.signal);
  return made;
};

/** Whether there is one of that name already, the Engine says when it is to create it: nobody can come between. */
const makeOrFind: Verb<'ensureNetworkPresent'> = async (args, ctx) => {
  const made = await createOrFind(args, ctx);
  return typeof made === 'string'
    ? { changed: true, value: await allocatedOrTakenBack(args, made, ctx) }
    : { changed: false, value: await asWanted(args, made, ctx) };
};

/** @returns the id of the one that was created, or the one that is there. */
async function createOrFind(args: CreateOverlay, ctx: VerbContext): Promise<string | NetworkFact> {
  try {
    return await ctx.engine.createOverlay(args, ctx.signal);
  } catch (error) {
    const fault = FleetError.from(error);
    if (fault.code === 'precondition') throw await withPrerequisite(args, fault, ctx);
    if (fault.code !== 'conflict') throw fault;
    const there = existing(args, await ctx.engine.listNetworks({}, ctx.signal));
    if (there === undefined) throw fault;
    return there;
  }
}

/** @throws conflict when a network of this host alone has the name: the Engine would not know which is meant. */
function existing(args: CreateOverlay, networks: readonly NetworkFact[]): NetworkFact | undefined {
  const named = networks.filter(
    ({ name, ingress }) => name === args.name || (args.ingress && ingress),
  );
  const local = named.find(({ scope }) => scope !== 'swarm');
  // Of an ingress the name says nothing, but the one of the wanted name is the better answer.
  if (local === undefined) return named.find(({ name }) => name === args.name) ?? named[0];
  throw new FleetError(
    'conflict',
    `cannot create the overlay network '${args.name}': this host has a ${local.driver} network of that name ` +
      `(id ${local.id}, scope ${local.scope})`,
  );
}

/** @throws conflict naming each property that differs. */
async function asWanted(
  args: CreateOverlay,
  there: NetworkFact,
  ctx: VerbContext,
): Promise<NetworkFact> {
  const network = await allocated(there.name, there.id, ctx, () => assertFree(args, there.id, ctx));
  const named = there.name === args.name ? [] : [`name is ${there.name}, wanted ${args.name}`];
  const different = [...named, ...differences(args, network)];
  if (different.length === 0) return network;
  throw new FleetError(
    'conflict',
    `the network '${there.name}' exists with other properties: ${different.join('; ')}`,
  );
}

/** "Not a swarm manager" has two cures; says which one is needed here. */
async function withPrerequisite(
  args: CreateOverlay,
  fault: FleetError,
  ctx: VerbContext,
): Promise<FleetError> {
  const now = await ctx.engine.membership(ctx.signal);
  const because =
    now.kind === 'none'
      ? 'this host is in no swarm: init or join one first'
      : now.kind === 'member' && now.role === 'worker'
        ? 'this host is a worker: ask a manager of the swarm'
        : undefined;
  if (because === undefined) return fault;
  return new FleetError(
    'precondition',
    `cannot create the overlay network '${args.name}': ${because}`,
    { cause: fault },
  );
}

/** A network that gets no addresses is of no use to anybody, and would block its name. */
async function allocatedOrTakenBack(
  args: CreateOverlay,
  id: string,
  ctx: VerbContext,
): Promise<NetworkFact> {
  try {
    return await allocated(args.name, id, ctx, () => assertFree(args, id, ctx));
  } catch (error) {
    const signal = within(new AbortController().signal, takeBackMs);
    const fault = FleetError.from(error);
    const end = await ctx.engine.removeNetwork(id, signal).then(
      () => `'${args.name}' was removed again`,
      (kept: unknown) => `'${args.name}' could not be removed: ${FleetError.from(kept).message}`,
    );
    throw new FleetError(fault.code, `${fault.message}; ${end}`, { cause: fault });
  }
}

/** Engines accept what another network has, and never allocate it. @throws conflict naming the other. */
async function assertFree(args: CreateOverlay, id: string, ctx: VerbContext): Promise<void> {
  const networks = await ctx.engine.listNetworks({}, ctx.signal);
  const others = networks.filter((network) => network.id !== id);
  const taken = takenBy(args, others);
  if (taken === undefined) return;
  const wanted = [...args.subnets.map(({ subnet }) => subnet), ...args.vnis].join(', ');
  throw new FleetError(
    'conflict',
    `the overlay network '${args.name}' can never have ${wanted}: ${taken}`,
  );
}

function takenBy(args: CreateOverlay, others: readonly NetworkFact[]): string | undefined {
  const range = overlapping(args, others);
  if (range !== undefined) return `the network '${range.network}' has ${range.subnet}`;
  const id = sharingVni(args, others);
  return id && `the network '${id.network}' has the VXLAN identifier ${id.vni}`;
}

/**
 * Waits until the network has its driver and addresses: the Engine answers "created" before.
 * @param assertComing asked when they were not there twice, which is seldom.
 * @throws conflict; what `assertComing` throws.
 */
async function allocated(
  name: string,
  id: string,
  ctx: VerbContext,
  assertComing: () => Promise<void>,
): Promise<NetworkFact> {
  let missed = 0;
  const look = async (signal: AbortSignal) => {
    const seen = await ctx.engine.listNetworks({ names: [name] }, signal);
    const network = seen.find((it) => it.id === id && it.driver !== '');
    if (network === undefined && ++missed === 2) await assertComing();
    return network;
  };
  try {
    return await soonerThan(allocationMs, ctx, (shorter) =>
      until(shorter, {
        firstMs: 5,
        longestMs: 500,
        pending: () => `the network '${name}' has no addresses yet`,
        look: () => look(shorter.signal),
      }),
    );
  } catch (error) {
    if (!isEarly(error, ctx)) throw error;
    throw new FleetError(
      'conflict',
      `the swarm gave the network '${name}' no addresses within ${allocationMs} ms: ` +
        `its range overlaps another one, or the address pools are used up`,
      { cause: error },
    );
  }
}
