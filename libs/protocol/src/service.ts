import { loadPackageDefinition, type ServiceClientConstructor } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { contractJson } from './gen/contract.js';
import type {
  AgentServiceClient,
  AgentServiceDefinition,
} from './gen/types/muster/agent/v1/AgentService.js';

/** The largest message that either side accepts, in bytes. A host with a thousand networks needs about 1 MiB. */
export const maxMessageBytes = 4 * 1024 * 1024;

// These options must be those that tools/gen-proto.mjs gives to the type generator.
const definition = fromJSON(JSON.parse(contractJson) as Parameters<typeof fromJSON>[0], {
  longs: Number,
  enums: String,
  defaults: true,
  oneofs: true,
});

type Loaded = {
  muster: { agent: { v1: { AgentService: AgentServiceConstructor } } };
};
type AgentServiceConstructor = {
  new (...args: ConstructorParameters<ServiceClientConstructor>): AgentServiceClient;
  readonly service: AgentServiceDefinition;
};

const loaded = loadPackageDefinition(definition) as unknown as Loaded;

/** The client class and, as `.service`, the definition to serve. */
export const AgentService = loaded.muster.agent.v1.AgentService;
export type {
  AgentServiceClient,
  AgentServiceHandlers,
} from './gen/types/muster/agent/v1/AgentService.js';
export type {
  SessionRequest,
  SessionRequest__Output,
} from './gen/types/muster/agent/v1/SessionRequest.js';
export type {
  SessionResponse,
  SessionResponse__Output,
} from './gen/types/muster/agent/v1/SessionResponse.js';
