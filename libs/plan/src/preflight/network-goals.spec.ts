import { aFleet, anInventory, aNetwork, aNetworkFact } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '@muster/inventory';
import type { NetworkSpec } from '@muster/spec';
import { planFor, title, type Plan } from '../index.js';

const spec = aFleet().manager('a').worker('b');
const swarm = anInventory().member('a').member('b');

const create = (network: NetworkSpec, inventory: Inventory): Plan =>
  planFor({ kind: 'network.create', spec, network }, inventory);
const remove = (name: string, inventory: Inventory): Plan =>
  planFor({ kind: 'network.remove', spec, name }, inventory);

const seen = ({ steps, findings }: Plan) => [
  ...steps.map(title),
  ...findings.map(({ id, severity }) => `${severity} ${id}`),
];

describe('creating one network', () => {
  it('is one step, or none', () => {
    expect(seen(create(aNetwork('n', { attachable: true }), swarm))).toEqual([
      'network.create n (attachable, 10.0.1.0/24)',
    ]);
    expect(seen(create(aNetwork('n'), swarm.network('n')))).toEqual([]);
  });

  it('names what it needs where there is no swarm', () => {
    const plan = create(aNetwork('n'), anInventory().none('a').none('b'));
    expect(seen(plan)).toEqual(['blocker overlay-without-swarm']);
    expect(plan.findings[0]?.remedy).toEqual(['Init or join first: muster up.']);
  });

  it('says so when it cannot be known whether there is a swarm', () => {
    expect(seen(create(aNetwork('n'), anInventory().none('b')))).toEqual([
      'blocker host-without-agent',
    ]);
  });

  it('is refused where it exists otherwise', () => {
    expect(seen(create(aNetwork('n', { internal: true }), swarm.network('n')))).toEqual([
      'blocker network-differs',
    ]);
  });

  it('does not mind a worker that is away', () => {
    expect(seen(create(aNetwork('n'), swarm.disconnected('b')))).toEqual([
      'network.create n (for services, 10.0.1.0/24)',
    ]);
  });
});

describe('removing one network', () => {
  it('is one step', () => {
    expect(seen(remove('n', swarm.network('n')))).toEqual(['network.remove n']);
  });

  it('is none where there is no such network', () => {
    expect(seen(remove('n', swarm))).toEqual(['warning network-not-found']);
  });

  it('is refused while containers use it, by name', () => {
    const attachment = { ipv4Address: '', ipv6Address: '', macAddress: '', image: '' };
    const attachments = [
      { ...attachment, containerId: 'c1', name: 'redis' },
      { ...attachment, containerId: 'lb-n', name: 'n-endpoint' },
    ];
    const network = aNetworkFact('n', { attachments });
    const plan = remove('n', swarm.network('n').localNetwork('b', 'n', network));
    expect(seen(plan)).toEqual(['blocker network-has-containers']);
    expect(plan.findings[0]?.message).toBe('network n is used by redis on b');
  });

  it('goes on where only the load balancer is left in it', () => {
    const lb = { containerId: 'lb-n', name: 'n-endpoint' };
    const attachment = { ...lb, ipv4Address: '', ipv6Address: '', macAddress: '', image: '' };
    const plan = remove('n', swarm.network('n', { attachments: [attachment] }));
    expect(seen(plan)).toEqual(['network.remove n']);
  });

  it('is refused for what is no overlay of ours', () => {
    expect(seen(remove('ingress', swarm))).toEqual(['blocker network-reserved']);
    expect(seen(remove('docker_gwbridge', swarm))).toEqual(['blocker network-not-overlay']);
  });
});
