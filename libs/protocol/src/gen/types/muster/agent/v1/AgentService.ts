// Original file: proto/muster/agent/v1/agent.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { SessionRequest as _muster_agent_v1_SessionRequest, SessionRequest__Output as _muster_agent_v1_SessionRequest__Output } from '../../../muster/agent/v1/SessionRequest.js';
import type { SessionResponse as _muster_agent_v1_SessionResponse, SessionResponse__Output as _muster_agent_v1_SessionResponse__Output } from '../../../muster/agent/v1/SessionResponse.js';

/**
 * Served by the coordinator, dialled by the agents.
 */
export interface AgentServiceClient extends grpc.Client {
  /**
   * One registration round of one agent. The agent sends Hello first and is answered by Welcome; then commands go
   * down, and results, facts and heartbeats come up. Any failure ends the session whole; the agent opens a new one.
   * INVALID_ARGUMENT: the first message is no Hello, or a message makes no sense. ABORTED: a newer session of the
   * same host took over. RESOURCE_EXHAUSTED: the agent did not read what was sent. UNAVAILABLE: shutting down.
   */
  Session(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_muster_agent_v1_SessionRequest, _muster_agent_v1_SessionResponse__Output>;
  Session(options?: grpc.CallOptions): grpc.ClientDuplexStream<_muster_agent_v1_SessionRequest, _muster_agent_v1_SessionResponse__Output>;
  /**
   * One registration round of one agent. The agent sends Hello first and is answered by Welcome; then commands go
   * down, and results, facts and heartbeats come up. Any failure ends the session whole; the agent opens a new one.
   * INVALID_ARGUMENT: the first message is no Hello, or a message makes no sense. ABORTED: a newer session of the
   * same host took over. RESOURCE_EXHAUSTED: the agent did not read what was sent. UNAVAILABLE: shutting down.
   */
  session(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_muster_agent_v1_SessionRequest, _muster_agent_v1_SessionResponse__Output>;
  session(options?: grpc.CallOptions): grpc.ClientDuplexStream<_muster_agent_v1_SessionRequest, _muster_agent_v1_SessionResponse__Output>;
  
}

/**
 * Served by the coordinator, dialled by the agents.
 */
export interface AgentServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * One registration round of one agent. The agent sends Hello first and is answered by Welcome; then commands go
   * down, and results, facts and heartbeats come up. Any failure ends the session whole; the agent opens a new one.
   * INVALID_ARGUMENT: the first message is no Hello, or a message makes no sense. ABORTED: a newer session of the
   * same host took over. RESOURCE_EXHAUSTED: the agent did not read what was sent. UNAVAILABLE: shutting down.
   */
  Session: grpc.handleBidiStreamingCall<_muster_agent_v1_SessionRequest__Output, _muster_agent_v1_SessionResponse>;
  
}

export interface AgentServiceDefinition extends grpc.ServiceDefinition {
  Session: MethodDefinition<_muster_agent_v1_SessionRequest, _muster_agent_v1_SessionResponse, _muster_agent_v1_SessionRequest__Output, _muster_agent_v1_SessionResponse__Output>
}
