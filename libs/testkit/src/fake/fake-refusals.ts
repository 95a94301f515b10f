import { EngineRefusal } from '@muster/docker';

/** What engines say, with their HTTP status, as seen on Engine 20.10. The fake's errors are mapped like real ones. */
export const refusals = {
  alreadyMember: () =>
    new EngineRefusal(
      503,
      'This node is already part of a swarm. Use "docker swarm leave" to leave this swarm',
    ),
  noMember: () => new EngineRefusal(503, 'This node is not part of a swarm'),
  noManager: () =>
    new EngineRefusal(
      503,
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join"',
    ),
  workerAsked: () =>
    new EngineRefusal(
      503,
      "This node is not a swarm manager. Worker nodes can't be used to view or modify",
    ),
  workerCreatesNetwork: () =>
    new EngineRefusal(403, 'Cannot create a multi-host network from a worker node.'),
  noLeader: () =>
    new EngineRefusal(500, 'rpc error: code = Unknown desc = The swarm does not have a leader.'),
  managerLeaves: () =>
    new EngineRefusal(
      503,
      'You are attempting to leave the swarm on a node that is participating as a manager.',
    ),
  malformedToken: () => new EngineRefusal(500, 'invalid join token'),
  wrongToken: () =>
    new EngineRefusal(
      400,
      'rpc error: code = InvalidArgument desc = A valid join token is necessary to join',
    ),
  otherCa: () => new EngineRefusal(500, 'remote CA does not match fingerprint'),
  joinsInBackground: () =>
    new EngineRefusal(
      503,
      'Timeout was reached before node joined. The attempt will continue in the background.',
    ),
  connectionRefused: (remote: string) =>
    new EngineRefusal(
      503,
      `rpc error: code = Unavailable desc = dial tcp ${remote}: connect: connection refused`,
    ),
  invalidPool: (pool: string) =>
    new EngineRefusal(500, `invalid base pool ${pool}: invalid CIDR address`),
  invalidSubnet: (subnet: string) =>
    new EngineRefusal(500, `Invalid subnet ${subnet} : invalid CIDR address`),
  gatewayOutside: (subnet: string, gateway: string) =>
    new EngineRefusal(
      400,
      `rpc error: code = InvalidArgument desc = ipam configuration: subnet ${subnet} does not contain gateway ${gateway}`,
    ),
  rangeOutside: (subnet: string, range: string) =>
    new EngineRefusal(
      400,
      `rpc error: code = InvalidArgument desc = ipam configuration: subnet ${subnet} does not contain range ${range}`,
    ),
  ingressAttachable: () =>
    new EngineRefusal(
      400,
      'rpc error: code = InvalidArgument desc = ingress network cannot be attachable',
    ),
  ingressPresent: (id: string) =>
    new EngineRefusal(
      409,
      `rpc error: code = AlreadyExists desc = ingress network (${id}) is already present`,
    ),
  notConnected: (container: string, network: string) =>
    new EngineRefusal(404, `container ${container} is not connected to network ${network}`),
  nameTaken: (name: string) => new EngineRefusal(409, `network with name ${name} already exists`),
  noNetwork: (id: string) => new EngineRefusal(404, `network ${id} not found`),
  networkInUse: (id: string) =>
    new EngineRefusal(
      400,
      `rpc error: code = FailedPrecondition desc = network ${id} is in use by task t`,
    ),
  noImage: (reference: string) => new EngineRefusal(404, `No such image: ${reference}`),
  imageInUse: (reference: string) =>
    new EngineRefusal(
      409,
      `conflict: unable to remove repository reference "${reference}" (must force) - container c is using its referenced image`,
    ),
  serviceNameTaken: (name: string) =>
    new EngineRefusal(
      409,
      `rpc error: code = AlreadyExists desc = name conflicts with an existing object: service ${name} already exists`,
    ),
  noService: (id: string) => new EngineRefusal(404, `service ${id} not found`),
  noContainer: (id: string) => new EngineRefusal(404, `No such container: ${id}`),
  containerNotRunning: (id: string) =>
    new EngineRefusal(409, `Cannot kill container: ${id}: Container ${id} is not running`),
  noNode: (id: string) => new EngineRefusal(404, `node ${id} not found`),
  nodeNotDown: (id: string) =>
    new EngineRefusal(
      400,
      `rpc error: code = FailedPrecondition desc = node ${id} is not down and can't be removed`,
    ),
  nodeIsManager: (id: string) =>
    new EngineRefusal(
      400,
      `rpc error: code = FailedPrecondition desc = node ${id} is a cluster manager`,
    ),
  lastManager: () =>
    new EngineRefusal(
      400,
      'rpc error: code = FailedPrecondition desc = attempting to demote the last manager',
    ),
} as const;
