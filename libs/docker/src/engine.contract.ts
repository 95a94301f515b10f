import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineContract, type ContractHost, type ContractHosts } from '@muster/testkit';
import Docker from 'dockerode';
import { describe } from 'vitest';
import { createDockerEngine } from './docker-engine.js';

/**
 * The Engine port on real engines, in labs of two hosts. MUSTER_ENGINES chooses the versions: `20.10,26.1,28.5` when unset.
 * Each version has each part once: the first host, which has the swarm, and the second, which joins it.
 */
const versions = (process.env['MUSTER_ENGINES'] ?? '20.10,26.1,28.5').split(',');

// Most of the time an Engine waits for something: the pairs do so at the same time.
describe.concurrent('real engines', () => {
  for (const [index, version] of versions.entries()) {
    const joining = versions[(index + 1) % versions.length] ?? version;
    const title = `Engine ${version}, joined by ${joining}`;
    engineContract(title, () => labHosts(`engine-contract-${index}`, [version, joining]));
  }
});

const labProgram = fileURLToPath(new URL('../../../apps/lab/bin/muster-lab.js', import.meta.url));
const lab = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [labProgram, ...args]);

/** What `muster-lab status --json` tells of a host, as far as it is read here. */
type LabHost = {
  readonly name: string;
  readonly address: string;
  readonly socket: string;
};

async function labHosts(name: string, engines: readonly string[]): Promise<ContractHosts> {
  const close = async (): Promise<void> => {
    await lab('down', '--name', name);
  };
  // What a killed run may have left.
  await close();
  const { stdout } = await lab(
    'up',
    '--name',
    name,
    '--hosts',
    '2',
    '--engines',
    engines.join(','),
    '--json',
  );
  const [first, second] = (JSON.parse(stdout) as { readonly hosts: readonly LabHost[] }).hosts;
  if (first === undefined || second === undefined) throw new Error(`no two hosts in ${stdout}`);
  return {
    first: contractHost(name, first),
    second: contractHost(name, second),
    nowhere: first.address.replace(/\d+$/, '250'),
    time: {
      sleep: (ms) => sleep(ms),
      deadline: (ms) => AbortSignal.timeout(ms),
      run: (promise) => promise,
    },
    close,
  };
}

function contractHost(labName: string, host: LabHost): ContractHost {
  const docker = new Docker({ socketPath: host.socket, host: '', protocol: 'http' });
  return {
    name: host.name,
    engine: createDockerEngine({ socketPath: host.socket }),
    address: host.address,
    untilFit: () => untilGossipPortIsFree(labName, host),
    attach: async (network, container) => {
      const started = await docker.createContainer({
        name: container,
        Image: 'muster-lab/busybox:latest',
        Cmd: ['sleep', '3600'],
        HostConfig: { NetworkMode: network },
      });
      await started.start();
    },
    detach: async (_, container) => {
      await docker.getContainer(container).remove({ force: true });
    },
    stop: async () => {
      await lab('stop-engine', '--name', labName, host.name);
    },
    start: async () => {
      await lab('start-engine', '--name', labName, host.name);
    },
  };
}

const gossipListener = /:1F0A \S+ 0A /;
const gossipSocket = /:1F0A /;

async function untilGossipPortIsFree(labName: string, host: LabHost): Promise<void> {
  const tables = async (...names: readonly string[]): Promise<string> => {
    const files = names.map((name) => `/proc/net/${name}`);
    return (await lab('exec', '--name', labName, host.name, '--', 'cat', ...files)).stdout;
  };
  for (let waited = 0; waited < 30_000; waited += 100) {
    const tcp = await tables('tcp', 'tcp6');
    const udp = await tables('udp', 'udp6');
    if (!gossipListener.test(tcp) && !gossipSocket.test(udp)) return;
    await sleep(100);
  }
  throw new Error('port 7946 stays bound');
}
