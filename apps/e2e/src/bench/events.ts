import { request } from '../world/engine-api.ts';
import { World } from '../world/world.ts';
import { type Row, say } from './table.ts';

/** What is promised with 50 hosts. */
const promisedMs = 100;
const samples = 200;

/** From an event of a real Engine to its being in the API, on one of so many hosts after the other. */
export async function events(hosts: number): Promise<readonly Row[]> {
  say(`${String(hosts)} real hosts, ${String(samples)} events …`);
  const world = await World.up({ name: 'bench-events', hosts, image: false });
  try {
    const delays: number[] = [];
    for (let nth = 0; nth < samples; nth += 1) {
      const host = world.hosts[nth % world.hosts.length] ?? '';
      delays.push(await delayOf(world, host, `told-${String(nth)}`));
    }
    delays.sort((a, b) => a - b);
    const at = (share: number): number => delays[Math.ceil(share * samples) - 1] ?? Number.NaN;
    const [half, most, worst] = [at(0.5), at(0.99), at(1)].map((ms) => `${ms.toFixed(0)} ms`);
    return [
      {
        what: `from an event on one of ${String(hosts)} hosts to the API, p99`,
        beside: `at most ${String(promisedMs)} ms`,
        muster: `${most ?? ''} (p50 ${half ?? ''}, worst ${worst ?? ''})`,
        ratio: (at(0.99) / promisedMs).toFixed(2),
      },
    ];
  } finally {
    await world.down();
  }
}

/** A network that comes, and goes again. */
async function delayOf(world: World, host: string, name: string): Promise<number> {
  const socket = world.dockerSocket(host);
  const since = Date.now() / 1_000;
  const ranges = { IPAM: { Config: [{ Subnet: '10.199.0.0/28' }] } };
  const made = request(socket, 'POST', '/networks/create', { Name: name, ...ranges });
  const seenMs = await seen(world, host, name);
  const { Id: id } = (await made) as { Id: string };
  const happenedMs = await eventMs(socket, id, since);
  await request(socket, 'DELETE', `/networks/${id}`);
  return seenMs - happenedMs;
}

/** When the API had it, in milliseconds since the epoch. */
async function seen(world: World, host: string, name: string): Promise<number> {
  for (;;) {
    const { body } = await world.get(`/v1/networks?host=${host}&network=${name}&fields=network`);
    if ((JSON.parse(body) as { networks: unknown[] }).networks.length > 0) {
      return performance.timeOrigin + performance.now();
    }
  }
}

/** When the Engine says that it happened, in milliseconds since the epoch. */
async function eventMs(socket: string, id: string, since: number): Promise<number> {
  const filters = encodeURIComponent(JSON.stringify({ network: [id], event: ['create'] }));
  const until = String(Date.now() / 1_000);
  const query = `since=${String(Math.floor(since))}&until=${until}&filters=${filters}`;
  const event = (await request(socket, 'GET', `/events?${query}`)) as { timeNano: number };
  return event.timeNano / 1e6;
}
