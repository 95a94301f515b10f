import { describe, expect, it } from 'vitest';
import { toServiceFact } from './to-service.js';

const spec = {
  Name: 'web',
  Labels: { team: 'a' },
  Mode: { Replicated: { Replicas: 3 } },
  TaskTemplate: {
    ContainerSpec: { Image: 'web:1' },
    Networks: [{ Target: 'n1' }, { Target: 'n2' }],
  },
};

describe('a service', () => {
  it('has its virtual address on each network, ingress included', () => {
    const addresses = [
      { NetworkID: 'ingress', Addr: '10.0.0.9/24' },
      { NetworkID: 'n1', Addr: '10.0.1.2/24' },
    ];
    const endpoint = { Spec: { Mode: 'vip' }, VirtualIPs: addresses };
    expect(toServiceFact({ ID: 's1', Spec: spec, Endpoint: endpoint })).toEqual({
      ...{ serviceId: 's1', name: 'web', image: 'web:1', labels: { team: 'a' } },
      ...{ mode: 'replicated', replicas: 3, endpointMode: 'vip' },
      networks: [
        { networkId: 'n1', virtualIp: '10.0.1.2/24' },
        { networkId: 'n2', virtualIp: '' },
        { networkId: 'ingress', virtualIp: '10.0.0.9/24' },
      ],
    });
  });

  it('has none where names lead to tasks', () => {
    const fact = toServiceFact({ ID: 's1', Spec: spec, Endpoint: { Spec: { Mode: 'dnsrr' } } });
    expect(fact.endpointMode).toBe('dnsrr');
    expect(fact.networks.map(({ virtualIp }) => virtualIp)).toEqual(['', '']);
  });

  it.each([
    [{ Global: {} }, { mode: 'global' }],
    [{ ReplicatedJob: { TotalCompletions: 4 } }, { mode: 'replicated-job', replicas: 4 }],
    [{ GlobalJob: {} }, { mode: 'global-job' }],
    [{ Replicated: {} }, { mode: 'replicated', replicas: 0 }],
    [{}, { mode: '' }],
  ])('runs as %o', (mode, expected) => {
    const fact = toServiceFact({ ID: 's1', Spec: { ...spec, Mode: mode } });
    expect({ mode: fact.mode, ...('replicas' in fact && { replicas: fact.replicas }) }).toEqual(
      expected,
    );
  });

  it('may say nothing', () => {
    expect(toServiceFact({})).toMatchObject({ serviceId: '', mode: '', networks: [] });
  });
});
