import { request } from 'node:http';
import { must, run } from '../world/process.ts';
import { eventually } from '../world/wait.ts';
import type { World } from '../world/world.ts';

// The yardstick: the same Engine API calls, sent by curl in parallel, and then the same end state waited for.

const api = 'http://localhost/v1.41';

function curl(
  world: World,
  host: string,
  method: string,
  path: string,
  body?: unknown,
): readonly string[] {
  const data =
    body === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)];
  const socket = ['--unix-socket', world.dockerSocket(host)];
  return [
    'curl',
    '--silent',
    '--show-error',
    '--fail-with-body',
    ...socket,
    '-X',
    method,
    ...data,
    `${api}${path}`,
  ];
}

/** GET without a process of its own, so that waiting costs the yardstick as little as can be. */
function get<T>(world: World, host: string, path: string): Promise<T> {
  return new Promise((done, failed) => {
    const call = request(
      { socketPath: world.dockerSocket(host), path: `/v1.41${path}` },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => {
          done(JSON.parse(text) as T);
        });
      },
    );
    call.on('error', failed);
    call.end();
  });
}

type Node = { readonly Status: { readonly State: string } };
type Network = { readonly Name: string };

async function allNodesReady(world: World): Promise<boolean> {
  const nodes = await get<Node[]>(world, 'host-1', '/nodes');
  return (
    nodes.length === world.hosts.length && nodes.every(({ Status }) => Status.State === 'ready')
  );
}

async function hasSwarmNetworks(world: World, host: string): Promise<boolean> {
  const filters = encodeURIComponent(JSON.stringify({ name: ['ingress', 'docker_gwbridge'] }));
  return (await get<Network[]>(world, host, `/networks?filters=${filters}`)).length === 2;
}

/** Failed joins are those that were answered with an error. */
export type RawResult = {
  readonly callsMs: number;
  /** Of that, the call that starts the swarm. */
  readonly initMs: number;
  readonly failedJoins: number;
  /** Whether every host reached the end state, and after how long that was seen or given up. */
  readonly end:
    | { readonly reached: true; readonly ms: number }
    | { readonly reached: false; readonly ms: number; readonly why: string };
};

/** Engines that the calls left half-joined stay so for ever; this long is waited for each of the two conditions. */
const patienceMs = 180_000;

/** Bare hosts to one swarm with one overlay, and then the wait for the same end state that `up` waits for. */
export async function rawBootstrap(world: World): Promise<RawResult> {
  const startedAt = performance.now();
  const since = (): number => performance.now() - startedAt;
  const { failedJoins, initMs } = await allCalls(world);
  const callsMs = since();
  const end = await endState(world).then(
    () => ({ reached: true as const, ms: since() }),
    (thrown: unknown) => ({
      reached: false as const,
      ms: since(),
      why: thrown instanceof Error ? thrown.message : String(thrown),
    }),
  );
  return { callsMs, initMs, failedJoins, end };
}

async function allCalls(world: World): Promise<Pick<RawResult, 'failedJoins' | 'initMs'>> {
  const advertise = world.address('host-1');
  const init = { ListenAddr: '0.0.0.0:2377', AdvertiseAddr: advertise };
  const startedAt = performance.now();
  await must(curl(world, 'host-1', 'POST', '/swarm/init', init));
  const initMs = performance.now() - startedAt;
  const swarm = JSON.parse(await must(curl(world, 'host-1', 'GET', '/swarm'))) as {
    JoinTokens: { Worker: string };
  };
  const join = {
    ListenAddr: '0.0.0.0:2377',
    RemoteAddrs: [`${advertise}:2377`],
    JoinToken: swarm.JoinTokens.Worker,
  };
  const network = { Name: 'backend', Driver: 'overlay', CheckDuplicate: true };
  const joins = world.hosts
    .slice(1)
    .map((host) => run(curl(world, host, 'POST', '/swarm/join', join)));
  const [joined] = await Promise.all([
    Promise.all(joins),
    must(curl(world, 'host-1', 'POST', '/networks/create', network)),
  ]);
  return { failedJoins: joined.filter(({ code }) => code !== 0).length, initMs };
}

/** @throws what was not reached. */
async function endState(world: World): Promise<void> {
  await eventually('all nodes ready', () => allNodesReady(world), patienceMs);
  const waits = world.hosts.map((host) =>
    eventually(`${host} has its networks`, () => hasSwarmNetworks(world, host), patienceMs),
  );
  await Promise.all(waits);
}
