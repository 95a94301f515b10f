import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasUdpSocket } from '../host/proc-net.js';
import { aNonce, swarmPorts } from './testing/mesh.js';
import { TestAgent } from './testing/test-agent.js';

/**
 * Checks of a running swarm, by real engines of all releases at once: they are recognised, and notice nothing.
 * MUSTER_ENGINES chooses the versions: `20.10,26.1,28.5` when unset.
 */
const versions = (process.env['MUSTER_ENGINES'] ?? '20.10,26.1,28.5').split(',');
const labName = 'witness-contract';

const labProgram = fileURLToPath(new URL('../../../lab/bin/muster-lab.js', import.meta.url));
const lab = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [labProgram, ...args])).stdout;
const docker = async (host: string, ...args: readonly string[]): Promise<string> =>
  (await lab('exec', '--name', labName, host, '--', 'docker', ...args)).trim();

type LabHost = { readonly name: string; readonly address: string; readonly log: string };

let hosts: readonly LabHost[] = [];
let agents: readonly TestAgent[] = [];
beforeAll(async () => {
  // What a killed run may have left.
  await lab('down', '--name', labName);
  const made = await lab(
    ...['up', '--name', labName, '--hosts', String(versions.length)],
    ...['--engines', versions.join(','), '--no-image', '--json'],
  );
  hosts = (JSON.parse(made) as { readonly hosts: readonly LabHost[] }).hosts;
  const [first, ...others] = hosts;
  if (first === undefined) throw new Error(`no host in ${made}`);
  await docker(first.name, 'swarm', 'init', '--advertise-addr', first.address);
  const token = await docker(first.name, 'swarm', 'join-token', '-q', 'manager');
  for (const { name, address } of others) {
    const join = ['swarm', 'join', '--token', token, '--advertise-addr', address];
    await docker(name, ...join, `${first.address}:2377`);
  }
  await Promise.all(hosts.map(({ name }) => carriesOverlays(name)));
  agents = await Promise.all(
    hosts.map(({ name }) =>
      TestAgent.start((command) => [
        process.execPath,
        [labProgram, 'exec', '--name', labName, name, '--', ...command],
      ]),
    ),
  );
});
afterAll(async () => {
  await Promise.all(agents.map((agent) => agent.stop()));
  await lab('down', '--name', labName);
});

/** A member opens the port of VXLAN when it comes to its routing mesh, a moment after it joined. */
const carriesOverlays = (host: string) =>
  vi.waitFor(
    async () => {
      const table = await lab('exec', '--name', labName, host, '--', 'cat', '/proc/net/udp');
      expect(hasUdpSocket(table, 4789)).toBe(true);
    },
    { timeout: 30_000, interval: 200 },
  );

const logs = () => Promise.all(hosts.map(({ log }) => readFile(log, 'utf8')));

/** A check between all of them, to its end. */
async function check() {
  const id = { checkId: aNonce(), nonce: aNonce() };
  const places = hosts.map(({ address }, place) => ({ index: place + 1, address }));
  const opened = await Promise.all(
    agents.map((agent, place) => {
      const { index, address } = places[place]!;
      const order = {
        index,
        address,
        dataAddress: address,
        ports: swarmPorts,
        trace: [],
        arrivalsOnly: false,
      };
      return agent.open({ ...id, ...order, lifetimeMs: 60_000 });
    }),
  );
  const sent = await Promise.all(
    agents.map((agent, place) => {
      const targets = places
        .filter(({ index }) => index !== place + 1)
        .map(({ index, address }) => {
          return { peer: index, address, dataAddress: address, ports: swarmPorts, sizes: [1_500] };
        });
      return agent.send({ ...id, packets: 5, targets });
    }),
  );
  await Promise.all(agents.map((agent) => agent.collect(id.checkId)));
  return {
    opened,
    handshakes: sent.flatMap(({ probes }) => probes.flatMap(({ tcp }) => tcp ?? [])),
  };
}

describe(`a swarm of ${versions.join(', ')}`, () => {
  it('shows the certificates of its managers on 2377, and keeps silent on 7946', async () => {
    const { opened, handshakes } = await check();
    const swarmId = await docker(hosts[0]!.name, 'info', '--format', '{{.Swarm.Cluster.ID}}');
    const others = hosts.length * (hosts.length - 1);
    const swarm = { kind: 'swarm', role: 'swarm-manager', clusterId: swarmId };
    const managers = handshakes.filter((it) => it.kind === 'connected' && it.peer.kind === 'swarm');
    expect(managers).toEqual(
      Array.from(
        { length: others },
        () =>
          expect.objectContaining({ peer: expect.objectContaining(swarm) as unknown }) as unknown,
      ),
    );
    const silent = { kind: 'unnamed', detail: 'closed without a word' };
    expect(handshakes.filter((it) => !managers.includes(it))).toEqual(
      Array.from({ length: others }, () => expect.objectContaining({ peer: silent }) as unknown),
    );
    const holders = opened.flatMap(({ holders }) => holders);
    expect(holders.filter(({ holder }) => holder.kind !== 'engine')).toEqual([]);
  });

  it('logs nothing of it', async () => {
    const before = await logs();
    for (let round = 0; round < 5; round += 1) await check();
    const after = await logs();
    const said = after.flatMap((log, place) => log.slice(before[place]?.length).split('\n'));
    // Engines of a new swarm log a lot; of connections they would say this.
    const ofUs = said.filter((line) =>
      /grpc|handshake|preface|memberlist|decrypt|packet|EOF|reset/i.test(line),
    );
    expect(ofUs).toEqual([]);
  });
});
