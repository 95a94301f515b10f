import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aNonce, orderFor, swarmPorts } from './testing/mesh.js';
import { serving, TestNetwork } from './testing/network.js';

let network: TestNetwork;
beforeEach(async () => {
  network = await TestNetwork.make();
});
afterEach(() => network.remove());

describe('where there can be no witness', () => {
  it('says that nft is missing, who holds the ports, and still shakes hands', async () => {
    const [a, b] = network.hosts;
    await b.background(serving(7946, 'hello'));
    const agent = await a.agent('/usr/bin/env', 'PATH=/nonexistent');
    const opened = await agent.open(orderFor(a, { checkId: 'c', nonce: aNonce() }));
    expect(opened.witnessMissing).toBe('nft is not installed');
    expect(opened.holders).toContainEqual({
      protocol: 'tcp',
      port: 7946,
      holder: { kind: 'free' },
    });
    const { address } = b;
    const target = { peer: 2, address, dataAddress: address, ports: swarmPorts, sizes: [] };
    const { probes } = await agent.send({
      checkId: 'c',
      nonce: aNonce(),
      packets: 2,
      targets: [target],
    });
    expect(probes).toContainEqual(
      expect.objectContaining({ protocol: 'udp', port: 7946, packets: 2 }),
    );
    expect(probes).toContainEqual(
      expect.objectContaining({ protocol: 'esp', packets: 0, errno: 'EPROTONOSUPPORT' }),
    );
    await expect(agent.collect('c')).rejects.toMatchObject({
      code: 'precondition',
      message: 'no witness: nft is not installed',
    });
  });

  it('says so when it may not change the packet filter', async () => {
    const [a] = network.hosts;
    const agent = await a.agent('setpriv', '--bounding-set', '-net_admin', '--inh-caps', '-all');
    const { witnessMissing } = await agent.open(orderFor(a, { checkId: 'c', nonce: aNonce() }));
    expect(witnessMissing).toMatch(/not permitted/);
  });

  it('sends nothing for a check that was not opened', async () => {
    const agent = await network.hosts[0].agent();
    const sending = agent.send({ checkId: 'c', nonce: aNonce(), packets: 1, targets: [] });
    await expect(sending).rejects.toMatchObject({ code: 'precondition' });
  });
});
