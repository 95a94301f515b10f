import { unseenMachine } from '@muster/inventory';
import { describe, expect, it } from 'vitest';
import { decodeAgentMessage } from './message-codec.js';
import { AgentService, type SessionRequest } from './service.js';

const wire = AgentService.service.Session;

/** As an agent sends it, over the wire. */
function machineOf(machine: object) {
  const message: SessionRequest = {
    facts: { observedAt: '2030-01-01T00:00:00Z', machine, unknown: 'stopped' },
  };
  const decoded = decodeAgentMessage(wire.requestDeserialize(wire.requestSerialize(message)));
  return decoded.kind === 'facts' ? decoded.facts.machine : undefined;
}

describe('the machine as another version of the agent tells it', () => {
  it('is unknown where it tells nothing, never empty-handed or free', () => {
    expect(machineOf({ hostname: 'a' })).toEqual({ ...unseenMachine, hostname: 'a' });
  });

  it('may have an interface with a name alone', () => {
    const { interfaces } = machineOf({ interfaces: [{ name: 'eth0' }] }) ?? {};
    expect(interfaces).toEqual([{ name: 'eth0', addresses: [] }]);
  });

  it('may have capabilities that this version does not know', () => {
    const capabilities = [
      { name: 'vxlan', state: 'PRESENCE_YES', how: 'loaded' },
      { name: 'teleport', state: 'PRESENCE_NO', how: '' },
    ];
    expect(machineOf({ capabilities })?.capabilities).toEqual({
      ...unseenMachine.capabilities,
      vxlan: { state: 'yes', how: 'loaded' },
    });
  });
});
