import { describe, expect, it } from 'vitest';
import type { NetworkFact } from './facts.js';
import { overlayDifferences, pathMtuOf, type WantedOverlay } from './overlay.js';

const wanted = (more: Partial<WantedOverlay> = {}): WantedOverlay => ({
  ...{ name: 'n', attachable: false, internal: false, encrypted: false, ingress: false },
  ...{ subnets: [], vnis: [], options: {}, labels: {} },
  ...more,
});

const seen: NetworkFact = {
  ...{ id: 'i', name: 'n', driver: 'overlay', scope: 'swarm' },
  ...{ attachable: false, internal: false, ingress: false, encrypted: false },
  subnets: [
    { subnet: '10.1.0.0/24', gateway: '10.1.0.1', ipRange: '10.1.0.128/25' },
    { subnet: '10.2.0.0/24', gateway: '10.2.0.1' },
  ],
  options: { 'com.docker.network.driver.mtu': '1400', colour: 'red' },
  ...{ labels: {}, vnis: [5001, 4097], createdAt: '', peers: [], attachments: [], orphans: [] },
};

const subnet = (text: string, more: object = {}) => ({ subnet: text, auxAddresses: {}, ...more });
const said = (more: Partial<WantedOverlay>) =>
  overlayDifferences(wanted(more), seen).map(
    (it) => `${it.property}: ${it.seen}, not ${it.wanted}`,
  );

describe('a network is the one wanted', () => {
  it.each<[string, Partial<WantedOverlay>]>([
    ['where nothing is said', {}],
    [
      'with its subnets in another order',
      { subnets: [subnet('10.2.0.0/24'), subnet('10.1.0.0/24')] },
    ],
    ['with the identifiers that were given', { vnis: [5001] }],
    ['with options among others', { options: { colour: 'red' } }],
    ['with other labels', { labels: { a: 'b' } }],
  ])('%s', (_, more) => {
    expect(said(more)).toEqual([]);
  });
});

describe('a network is another one', () => {
  const second = subnet('10.2.0.0/24');
  it.each<[Partial<WantedOverlay>, string]>([
    [{ attachable: true }, 'attachable: false, not true'],
    [{ ingress: true }, 'ingress: false, not true'],
    [{ mtu: 1300 }, 'mtu: 1400, not 1300'],
    [{ vnis: [7] }, 'vnis: 5001, not 7'],
    [{ options: { colour: 'blue' } }, 'option colour: red, not blue'],
    [{ options: { shape: 'round' } }, 'option shape: not set, not round'],
    [{ subnets: [second] }, 'subnets: 10.1.0.0/24, 10.2.0.0/24, not 10.2.0.0/24'],
    [
      { subnets: [subnet('10.1.0.0/24', { gateway: '10.1.0.9' }), second] },
      'gateway of 10.1.0.0/24: 10.1.0.1, not 10.1.0.9',
    ],
    [
      { subnets: [subnet('10.1.0.0/24'), subnet('10.2.0.0/24', { ipRange: '10.2.0.0/25' })] },
      'ip range of 10.2.0.0/24: none, not 10.2.0.0/25',
    ],
  ])('%j', (more, words) => {
    expect(said(more)).toEqual([words]);
  });
});

it('was made for 1500 where nobody said otherwise', () => {
  expect(pathMtuOf(seen)).toBe(1400);
  expect(pathMtuOf({ options: {} })).toBe(1500);
});
