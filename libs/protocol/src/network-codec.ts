import type { AttachmentFact, NetworkFact, SubnetFact } from '@muster/inventory';
import { scopeOf } from './enums.js';
import type { Attachment__Output } from './gen/types/muster/agent/v1/Attachment.js';
import type {
  Network as WireNetwork,
  Network__Output,
} from './gen/types/muster/agent/v1/Network.js';
import type { Subnet__Output } from './gen/types/muster/agent/v1/Subnet.js';

export function encodeNetwork(network: NetworkFact): WireNetwork {
  const { subnets, vnis, peers, attachments, orphans, ...rest } = network;
  return {
    ...rest,
    subnets: [...subnets],
    vnis: [...vnis],
    peers: [...peers],
    attachments: [...attachments],
    orphans: [...orphans],
  };
}

export function decodeNetwork(wire: Network__Output): NetworkFact {
  return {
    ...wire,
    scope: scopeOf(wire.scope),
    subnets: wire.subnets.map(decodeSubnet),
    attachments: wire.attachments.map(decodeAttachment),
  };
}

const decodeSubnet = ({ use, ipRange, ...rest }: Subnet__Output): SubnetFact => ({
  ...rest,
  ...(ipRange !== '' && { ipRange }),
  ...(use && { use }),
});

const decodeAttachment = ({ task, ...rest }: Attachment__Output): AttachmentFact => ({
  ...rest,
  ...(task && { task }),
});
