import { createNetworkSchema, networkSchema, operationSchema } from '@muster/api';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiQuery } from '@nestjs/swagger';
import { Documented, FleetParam } from '../openapi.js';

export const NameParam = ApiParam({
  name: 'name',
  description: "The network's name.",
  schema: { type: 'string' },
});

/** Problem codes of a change that makes a network. */
export const createProblems = {
  404: 'not-found',
  409: 'plan-blocked with findings (overlay-without-swarm, network-differs, network-name-taken, subnet-overlaps …), operation-failed, fleet-busy',
  422: 'request-invalid, accept-refused, idempotency-key-reused',
  429: 'exhausted: too many changes wait',
};

export const Force: MethodDecorator = ApiQuery({
  name: 'force',
  required: false,
  description:
    'Standalone containers are disconnected from a network that goes; services never are. Stands for accept=network-has-containers.',
  schema: { type: 'boolean' },
});

const WaitReady: MethodDecorator = ApiQuery({
  name: 'waitReady',
  required: false,
  description:
    '0 = answers when the swarm has the network, with the network itself; no host needs to have it yet. Default 1: answers at once with the operation, which succeeds when packets were seen to cross the network.',
  schema: { type: 'string', enum: ['0', '1'] },
});

const VerifyMade: MethodDecorator = ApiQuery({
  name: 'verify',
  required: false,
  description:
    'changed = the operation also proves by packets that the network works, unless that is known; none = it does not. Default changed, and with waitReady=0 none.',
  schema: { type: 'string', enum: ['none', 'changed', 'all'] },
});

const IdempotencyKey: MethodDecorator = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description:
    'Asked again with the same key and the same request, the same operation is answered. Kept as long as the operation is.',
  schema: { type: 'string', maxLength: 255 },
});

/** What may be agreed to. */
export const ChangeParams: MethodDecorator = applyDecorators(
  ApiQuery({
    name: 'replace',
    required: false,
    description:
      'A network that is there otherwise is made anew: the old one goes first. Stands for accept=network-differs,network-labels-differ.',
    schema: { type: 'boolean' },
  }),
  Force,
  ApiQuery({
    name: 'accept',
    required: false,
    description: 'Ids of findings to go on over; several times, or with commas between.',
    schema: { type: 'array', items: { type: 'string' } },
  }),
);

/** All of `POST /v1/fleets/{fleet}/networks`. */
export const Creation: MethodDecorator = applyDecorators(
  Documented({
    summary: 'Create an overlay network',
    description:
      'Looks at the hosts, chooses what is left open (subnet, MTU), and starts an operation. A network that is there as asked is an operation without steps. Changes of networks run one after the other; one that comes meanwhile waits.',
    status: 202,
    answer: operationSchema,
    also: {
      201: ['With waitReady=0: it was created', networkSchema],
      200: ['With waitReady=0: it was there already, as asked', networkSchema],
    },
    body: createNetworkSchema,
    problems: createProblems,
  }),
  FleetParam,
  ChangeParams,
  WaitReady,
  VerifyMade,
  IdempotencyKey,
);
