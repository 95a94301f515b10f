import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tables } from '../catalogue.js';
import type { Row } from '../column.js';
import { type Position, comparePositions, positionOf } from '../order.js';
import { cursorPosition, cursorText } from './cursor.js';
import { Page } from './page.js';
import { parseTableQuery, type TableQuery } from './parse.js';

const query = (parameters: Record<string, string | string[]>): TableQuery => {
  const lists = Object.entries(parameters).map(([name, it]) => [name, [it].flat()] as const);
  const parsed = parseTableQuery(tables.networks, new Map(lists));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.query;
};
const faults = (parameters: Record<string, string[]>) => {
  const parsed = parseTableQuery(tables.networks, new Map(Object.entries(parameters)));
  return parsed.ok ? [] : parsed.faults;
};

const row = (more: Row): Row => ({
  ...{ host: 'a', network: 'web', id: 'w', driver: 'overlay', mtu: null, attachable: true },
  ...{ subnets: ['10.0.1.0/24'], labels: { zone: 'a' }, ...more },
});

const found = (parameters: Record<string, string | string[]>, one: Row): boolean => {
  const page = new Page(query(parameters), 10, undefined);
  page.offer(one);
  return page.end().rows.length === 1;
};

describe('filters', () => {
  it.each([
    [{ driver: 'overlay' }, true],
    [{ driver: ['bridge', 'overlay'] }, true],
    [{ driver: 'bridge' }, false],
    [{ 'driver.not': ['bridge', 'macvlan'] }, true],
    [{ 'driver.not': 'overlay' }, false],
    [{ mtu: '1450' }, false],
    [{ 'mtu.not': '1450' }, true],
    [{ 'mtu.null': 'true' }, true],
    [{ 'mtu.null': 'false' }, false],
    [{ 'mtu.lt': '1450' }, false],
    [{ attachable: 'true' }, true],
    [{ attachable: 'false' }, false],
    [{ 'network.glob': 'w*' }, true],
    [{ 'network.glob': 'w?' }, false],
    [{ 'network.glob': '[w]eb' }, false],
    [{ subnets: '10.0.1.0/24' }, true],
    [{ 'subnets.within': '10.0.0.0/8' }, true],
    [{ 'subnets.within': '10.0.1.0/25' }, false],
    [{ labels: 'zone' }, true],
    [{ labels: 'zone=a' }, true],
    [{ labels: 'zone=b' }, false],
    [{ driver: 'overlay', attachable: 'false' }, false],
  ])('%j of a network: %j', (parameters, expected) => {
    expect(found(parameters as Record<string, string | string[]>, row({}))).toBe(expected);
  });

  it('compare numbers as numbers', () => {
    expect(found({ 'mtu.lt': '1450' }, row({ mtu: 900 }))).toBe(true);
    expect(found({ 'mtu.ge': '1450' }, row({ mtu: 1450 }))).toBe(true);
  });

  it('are told all that is wrong at once, and what there is', () => {
    expect(
      faults({
        colour: ['red'],
        'mtu.near': ['1'],
        mtu: ['wide'],
        attachable: ['yes'],
        'subnets.within': ['10'],
        'network.glob': ['*a*b*c*d*'],
        sort: ['size'],
        fields: ['host,weight'],
      }).map(({ parameter, message }) => `${parameter}: ${message.slice(0, 40)}`),
    ).toEqual([
      'sort: networks has no column "size": there are',
      'fields: networks has no column "weight": there a',
      'colour: networks has no column "colour": there a',
      'mtu.near: no operator "near": there are eq, not, l',
      'mtu: "wide": a whole number is expected',
      'attachable: "yes": true or false is expected',
      'subnets.within: "10": a block like 10.0.0.0/8 is expecte',
      'network.glob: "*a*b*c*d*": at most 3 stars and 200 cha',
    ]);
  });

  it('take no name that every object has for a column', () => {
    expect(faults({ constructor: ['x'], sort: ['toString'] })).toHaveLength(2);
  });
});

const anyRows = fc.uniqueArray(
  fc.record({
    host: fc.constantFrom('a-1', 'a-2', 'a-10', 'b'),
    network: fc.constantFrom('web', 'db', 'ingress', 'ø'),
    id: fc.constantFrom('1', '2', '3'),
    mtu: fc.option(fc.integer({ min: 0, max: 3 })),
    driver: fc.constantFrom('overlay', 'bridge'),
    attachable: fc.boolean(),
    subnets: fc.constant(['10.0.1.0/24']),
  }),
  { selector: ({ host, network, id }) => `${host} ${network} ${id}`, maxLength: 40 },
);

const anyParameters = fc.record({
  sort: fc.constantFrom('', 'mtu', '-mtu', '-host', 'attachable,-network', 'driver,mtu'),
  'driver.not': fc.constantFrom('none', 'bridge'),
});

describe('pages', () => {
  const read = (asked: TableQuery, rows: readonly Row[], limit: number) => {
    const pages: (readonly Row[])[] = [];
    let after: Position | undefined;
    do {
      const page = new Page(asked, limit, after);
      for (const it of rows) page.offer(it);
      const { rows: shown, next } = page.end();
      pages.push(shown);
      after = next && cursorPosition(asked, cursorText(asked, next));
      expect(after === undefined).toBe(next === undefined);
    } while (after !== undefined);
    return pages;
  };

  it('one after the other are the whole, in order, each row once', () => {
    fc.assert(
      fc.property(anyRows, anyParameters, fc.integer({ min: 1, max: 7 }), (rows, asked, limit) => {
        const it = query(asked);
        const pages = read(it, rows, limit);
        const wanted = rows
          .filter(({ driver }) => driver !== asked['driver.not'])
          .toSorted((a, b) =>
            comparePositions(positionOf(a, it.order), positionOf(b, it.order), it.order),
          );
        expect(pages.flat()).toEqual(wanted);
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
      }),
    );
  });

  it('sort hosts as people do', () => {
    const rows = ['a-10', 'a-2', 'b', 'a-1'].map((host) => row({ host }));
    expect(read(query({}), rows, 10).flat()).toMatchObject([
      { host: 'a-1' },
      { host: 'a-2' },
      { host: 'a-10' },
      { host: 'b' },
    ]);
  });
});

describe('a cursor', () => {
  const asked = query({ driver: 'overlay', sort: '-mtu' });
  const at: Position = [1450, 'a', 'web', 'w'];

  it('is good for the query that it came from', () => {
    expect(cursorPosition(asked, cursorText(asked, at))).toEqual(at);
    const others = [{}, { driver: 'bridge', sort: '-mtu' }, { driver: 'overlay', sort: 'mtu' }];
    for (const other of others)
      expect(cursorPosition(query(other), cursorText(asked, at))).toBeUndefined();
  });

  it('is refused when somebody made it up', () => {
    const [print] = JSON.parse(cursorText(asked, at)) as unknown[];
    const forged = [
      [],
      [print],
      [print, 'a', 'b', 'c', 'd'],
      [print, 1, null, 'web', 'w'],
      7,
      null,
    ];
    for (const text of ['', '{', ...forged.map((it) => JSON.stringify(it))])
      expect(cursorPosition(asked, text)).toBeUndefined();
  });
});
