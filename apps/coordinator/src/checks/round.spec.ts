import { FleetError } from '@muster/kernel';
import type { OpenOrder, Round } from '@muster/probe';
import type { CommandArgs, CommandKind } from '@muster/protocol';
import { FakePorts } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeHub } from '../testing/fake-hub.js';
import { runRound } from './round.js';

const names = ['a', 'b', 'c'] as const;
const ports = [
  { protocol: 'tcp', port: 7946 },
  { protocol: 'udp', port: 4789 },
] as const;

const addressOf = (index: number) => `192.0.2.${String(index)}`;

function aRound(isLast = false): Round {
  const open = names.map((name, at): [string, OpenOrder] => {
    const address = addressOf(at + 1);
    return [
      name,
      { index: at + 1, address, dataAddress: address, ports, trace: [], arrivalsOnly: false },
    ];
  });
  const send = names.map((name, at) => {
    const peers = names.flatMap((_, other) => (other === at ? [] : [other + 1]));
    const targets = peers.map((peer) => {
      const address = addressOf(peer);
      return { peer, address, dataAddress: address, ports, sizes: [] };
    });
    return [name, { targets }];
  });
  return {
    ...{ open: Object.fromEntries(open), send: Object.fromEntries(send) as Round['send'] },
    isLast,
  };
}

let network: FakePorts;
let hub: FakeHub;
let abort: AbortController;

beforeEach(() => {
  network = new FakePorts();
  hub = new FakeHub(names, network);
  abort = new AbortController();
});

const said: string[] = [];
const run = (isLast = false) =>
  runRound(aRound(isLast), { hub, signal: abort.signal, progress: (what) => said.push(what) });
const never = () => new Promise<never>(() => undefined);

describe('one round', () => {
  it('opens everywhere, then sends from everywhere, then collects everything', async () => {
    const evidence = await run();
    expect(hub.kinds()).toEqual([
      ...names.map(() => 'openWitness'),
      ...names.map(() => 'sendProbes'),
      ...names.map(() => 'collectWitness'),
    ]);
    expect(Object.keys(evidence)).toEqual([...names]);
    expect(evidence['a']).toMatchObject({
      opened: { holders: [{ holder: { kind: 'agent' } }, { holder: { kind: 'free' } }] },
      sent: { probes: [{ peer: 2 }, { peer: 2, packets: 5 }, { peer: 3 }, { peer: 3 }] },
    });
    expect(evidence['b']?.collected).toMatchObject({
      tallies: expect.arrayContaining([
        { point: 'passed', protocol: 'udp', port: 4789, peer: 1, packets: 5 },
      ]) as unknown,
    });
    expect(network.openWitnesses).toBe(0);
    expect(said.at(-1)).toBe('collecting from 3 hosts');
  });

  it('has one nonce for all hosts, and another one each time', async () => {
    await run();
    await run();
    const nonces = hub.told
      .filter(({ kind }) => kind === 'openWitness' || kind === 'sendProbes')
      .map(({ args }) => (args as CommandArgs['sendProbes']).nonce);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(nonces).size).toBe(2);
    expect(new Set(nonces.slice(0, 6)).size).toBe(1);
  });

  const argsOf = <K extends CommandKind>(wanted: K) =>
    hub.told.flatMap(({ kind, args }) => (kind === wanted ? [args as CommandArgs[K]] : []));

  it('has senders answer at once, and witnesses wait for what was sent to them', async () => {
    await run();
    expect(argsOf('sendProbes').map(({ atOnce }) => atOnce)).toEqual([true, true, true]);
    // Five from each of the two others.
    expect(argsOf('collectWitness').map(({ expected }) => expected)).toEqual([10, 10, 10]);
  });

  it('after which nothing is asked again has senders wait, and witnesses tell at once', async () => {
    await run(true);
    expect(argsOf('sendProbes').map(({ atOnce }) => atOnce)).toEqual([false, false, false]);
    expect(argsOf('collectWitness').map(({ expected }) => expected)).toEqual([0, 0, 0]);
  });

  it('does not ask a host without agent, and says why nothing is known of it', async () => {
    hub.disconnect('b');
    const evidence = await run();
    const why = { kind: 'unknown', reason: 'its agent is not connected' };
    expect(evidence['b']).toEqual({ opened: why, sent: why, collected: why });
    expect(hub.kinds('b')).toEqual([]);
    expect(evidence['a']?.collected).toHaveProperty('tallies');
  });

  it('goes on without an agent that disconnects in the middle, at once', async () => {
    hub.behave('b', (kind) => {
      if (kind !== 'sendProbes') return undefined;
      hub.disconnect('b');
      return never();
    });
    const evidence = await run();
    expect(evidence['b']?.opened).toHaveProperty('holders');
    expect(evidence['b']?.sent).toEqual({
      kind: 'unknown',
      reason: 'its agent disconnected during the check',
    });
    expect(evidence['b']?.collected).toMatchObject({ kind: 'unknown' });
    expect(evidence['c']?.collected).toHaveProperty('tallies');
  });

  it('asks an agent that is too old nothing more, and tells what it said', async () => {
    hub.behave('c', () => {
      throw new FleetError('unsupported', 'c: this agent does not know the verb');
    });
    const evidence = await run();
    const why = { kind: 'unknown', reason: 'c: this agent does not know the verb' };
    expect(evidence['c']).toEqual({ opened: why, sent: why, collected: why });
    expect(hub.kinds('c')).not.toContain('sendProbes');
    expect(evidence['a']?.opened).toHaveProperty('holders');
  });

  it('closes every witness when it is cancelled in the middle', async () => {
    hub.behave('b', (kind) => {
      if (kind !== 'sendProbes') return undefined;
      abort.abort(new FleetError('cancelled', 'by request'));
      return never();
    });
    await expect(run()).rejects.toMatchObject({ code: 'cancelled' });
    for (const host of names) expect(hub.kinds(host).at(-1)).toBe('collectWitness');
    expect(network.openWitnesses).toBe(0);
  });

  it('closes what it opened when it is cancelled while it opens', async () => {
    hub.behave('b', () => {
      abort.abort(new FleetError('cancelled', 'by request'));
      return undefined;
    });
    await expect(run()).rejects.toMatchObject({ code: 'cancelled' });
    expect(hub.kinds()).not.toContain('sendProbes');
    expect(network.openWitnesses).toBe(0);
  });

  it('leaves no listener behind', async () => {
    await run();
    expect(hub.events.listenerCount('disconnected')).toBe(0);
  });
});
