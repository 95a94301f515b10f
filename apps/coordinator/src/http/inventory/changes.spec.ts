import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { historySchema } from '@muster/api';
import { anInventory, SimulatedAgents } from '@muster/testkit';
import { createParser } from 'eventsource-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveStand } from '../../testing/live-stand.js';

type Event = { readonly id?: string; readonly event?: string; readonly data: unknown };

let extra: string[];
let stand: LiveStand;
beforeEach(async () => {
  extra = [];
  const answer = (host: string, action: Parameters<SimulatedAgents['answer']>[1]) => {
    const inventory = extra.reduce(
      (it, name) => it.localNetwork('h1', name, { id: name }),
      anInventory().none('h1').none('h2'),
    );
    return new SimulatedAgents(inventory.world()).answer(host, action);
  };
  stand = await LiveStand.start(answer, ['h1', 'h2']);
  await look();
});
afterEach(() => stand.stop());

const look = async () => {
  const { revision } = (await stand.json('GET', '/v1/hosts?maxAgeMs=0')) as { revision: number };
  return revision;
};

/** Reads events of a stream one after the other. */
async function watch(search = '', headers: Record<string, string> = {}) {
  const path = `/v1/inventory/watch${search}`;
  const call = request({ socketPath: `${stand.folder}/rest.sock`, path, headers });
  call.end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const events: Event[] = [];
  const parser = createParser({
    onEvent: ({ id, event, data }) =>
      events.push({
        ...(id !== undefined && { id }),
        ...(event !== undefined && { event }),
        data: JSON.parse(data) as unknown,
      }),
  });
  response.setEncoding('utf8').on('data', (text: string) => {
    parser.feed(text);
  });
  response.on('error', () => undefined);
  const next = async (): Promise<Event> => {
    for (;;) {
      const event = events.shift();
      if (event !== undefined) return event;
      await once(response, 'data');
    }
  };
  return { next, close: () => call.destroy() };
}

describe('GET /v1/inventory/watch', () => {
  it('tells what changes from now on', async () => {
    const { next, close } = await watch();
    expect(await next()).toMatchObject({ event: 'ready' });
    extra = ['web'];
    await look();
    expect(await next()).toMatchObject({
      event: 'change',
      data: { host: 'h1', rows: [{ table: 'networks', what: 'added', row: { network: 'web' } }] },
    });
    close();
  });

  it('tells what has changed since a revision, and goes on after the last event that was seen', async () => {
    const since = await look();
    extra = ['web'];
    await look();
    extra = ['web', 'db'];
    await look();
    const first = await watch(`?since=${String(since)}`);
    await first.next();
    const seen = await first.next();
    expect(seen).toMatchObject({ data: { rows: [{ row: { network: 'web' } }] } });
    first.close();
    const second = await watch('', { 'last-event-id': seen.id! });
    await second.next();
    expect(await second.next()).toMatchObject({ data: { rows: [{ row: { network: 'db' } }] } });
    second.close();
  });

  it('tells a reader of another life of the coordinator to read everything anew', async () => {
    const first = await watch('?since=0');
    await first.next();
    const { id = '' } = await first.next();
    first.close();
    await stand.restart();
    await stand.agents.connect('h1');
    const again = await watch('', { 'last-event-id': id });
    expect((await again.next()).event).toBe('ready');
    expect((await again.next()).event).toBe('resync');
    again.close();
  });

  it('refuses what is no revision', async () => {
    for (const since of ['soon', '-1', '1.5'])
      expect((await stand.ask('GET', `/v1/inventory/watch?since=${since}`)).status).toBe(422);
  });
});

describe('GET /v1/inventory/history', () => {
  const history = async (search = '') =>
    historySchema.parse(await stand.json('GET', `/v1/inventory/history${search}`));
  const said = async (search = '') =>
    (await history(search)).entries.map(({ what, row }) => [what, row['network']]);

  it('tells what changed, newest first, in pages', async () => {
    extra = ['web'];
    await look();
    extra = ['db'];
    await look();
    const all = [
      ['added', 'db'],
      ['removed', 'web'],
      ['added', 'web'],
    ];
    expect(await said()).toEqual(all);
    const { entries, next } = await history('?limit=2');
    expect(entries).toHaveLength(2);
    expect(await said(`?limit=2&cursor=${next!}`)).toEqual(all.slice(2));
    expect(await said('?host=h2')).toEqual([]);
    expect(await said('?table=endpoints')).toEqual([]);
    expect(await said('?since=2001-01-01T00:00:00Z&until=2001-01-02T00:00:00%2B01:00')).toEqual([]);
  });

  it('outlives the coordinator, and does not take its restart for changes of hosts', async () => {
    extra = ['web'];
    await look();
    await stand.restart();
    await stand.agents.connect('h1');
    await look();
    expect(await said()).toEqual([['added', 'web']]);
  });

  it('refuses what it does not know', async () => {
    for (const search of ['?since=yesterday', '?table=cats', '?colour=red', '?cursor=x'])
      expect((await stand.ask('GET', `/v1/inventory/history${search}`)).status).toBe(422);
  });
});
