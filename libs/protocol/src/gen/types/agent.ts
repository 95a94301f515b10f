import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AgentServiceClient as _muster_agent_v1_AgentServiceClient, AgentServiceDefinition as _muster_agent_v1_AgentServiceDefinition } from './muster/agent/v1/AgentService.js';
import type { Attachment as _muster_agent_v1_Attachment, Attachment__Output as _muster_agent_v1_Attachment__Output } from './muster/agent/v1/Attachment.js';
import type { AwaitMembership as _muster_agent_v1_AwaitMembership, AwaitMembership__Output as _muster_agent_v1_AwaitMembership__Output } from './muster/agent/v1/AwaitMembership.js';
import type { CancelCommand as _muster_agent_v1_CancelCommand, CancelCommand__Output as _muster_agent_v1_CancelCommand__Output } from './muster/agent/v1/CancelCommand.js';
import type { CollectFacts as _muster_agent_v1_CollectFacts, CollectFacts__Output as _muster_agent_v1_CollectFacts__Output } from './muster/agent/v1/CollectFacts.js';
import type { Command as _muster_agent_v1_Command, Command__Output as _muster_agent_v1_Command__Output } from './muster/agent/v1/Command.js';
import type { CommandResult as _muster_agent_v1_CommandResult, CommandResult__Output as _muster_agent_v1_CommandResult__Output } from './muster/agent/v1/CommandResult.js';
import type { DockerFacts as _muster_agent_v1_DockerFacts, DockerFacts__Output as _muster_agent_v1_DockerFacts__Output } from './muster/agent/v1/DockerFacts.js';
import type { Done as _muster_agent_v1_Done, Done__Output as _muster_agent_v1_Done__Output } from './muster/agent/v1/Done.js';
import type { EngineFacts as _muster_agent_v1_EngineFacts, EngineFacts__Output as _muster_agent_v1_EngineFacts__Output } from './muster/agent/v1/EngineFacts.js';
import type { EnsureJoined as _muster_agent_v1_EnsureJoined, EnsureJoined__Output as _muster_agent_v1_EnsureJoined__Output } from './muster/agent/v1/EnsureJoined.js';
import type { EnsureLeft as _muster_agent_v1_EnsureLeft, EnsureLeft__Output as _muster_agent_v1_EnsureLeft__Output } from './muster/agent/v1/EnsureLeft.js';
import type { EnsureNetworkAbsent as _muster_agent_v1_EnsureNetworkAbsent, EnsureNetworkAbsent__Output as _muster_agent_v1_EnsureNetworkAbsent__Output } from './muster/agent/v1/EnsureNetworkAbsent.js';
import type { EnsureNetworkPresent as _muster_agent_v1_EnsureNetworkPresent, EnsureNetworkPresent__Output as _muster_agent_v1_EnsureNetworkPresent__Output } from './muster/agent/v1/EnsureNetworkPresent.js';
import type { EnsureNode as _muster_agent_v1_EnsureNode, EnsureNode__Output as _muster_agent_v1_EnsureNode__Output } from './muster/agent/v1/EnsureNode.js';
import type { EnsureNodeRemoved as _muster_agent_v1_EnsureNodeRemoved, EnsureNodeRemoved__Output as _muster_agent_v1_EnsureNodeRemoved__Output } from './muster/agent/v1/EnsureNodeRemoved.js';
import type { EnsureSwarmInitialised as _muster_agent_v1_EnsureSwarmInitialised, EnsureSwarmInitialised__Output as _muster_agent_v1_EnsureSwarmInitialised__Output } from './muster/agent/v1/EnsureSwarmInitialised.js';
import type { Fault as _muster_agent_v1_Fault, Fault__Output as _muster_agent_v1_Fault__Output } from './muster/agent/v1/Fault.js';
import type { FetchJoinToken as _muster_agent_v1_FetchJoinToken, FetchJoinToken__Output as _muster_agent_v1_FetchJoinToken__Output } from './muster/agent/v1/FetchJoinToken.js';
import type { Heartbeat as _muster_agent_v1_Heartbeat, Heartbeat__Output as _muster_agent_v1_Heartbeat__Output } from './muster/agent/v1/Heartbeat.js';
import type { Hello as _muster_agent_v1_Hello, Hello__Output as _muster_agent_v1_Hello__Output } from './muster/agent/v1/Hello.js';
import type { HostFacts as _muster_agent_v1_HostFacts, HostFacts__Output as _muster_agent_v1_HostFacts__Output } from './muster/agent/v1/HostFacts.js';
import type { Interface as _muster_agent_v1_Interface, Interface__Output as _muster_agent_v1_Interface__Output } from './muster/agent/v1/Interface.js';
import type { Labels as _muster_agent_v1_Labels, Labels__Output as _muster_agent_v1_Labels__Output } from './muster/agent/v1/Labels.js';
import type { MachineFacts as _muster_agent_v1_MachineFacts, MachineFacts__Output as _muster_agent_v1_MachineFacts__Output } from './muster/agent/v1/MachineFacts.js';
import type { Manager as _muster_agent_v1_Manager, Manager__Output as _muster_agent_v1_Manager__Output } from './muster/agent/v1/Manager.js';
import type { ManagerStatus as _muster_agent_v1_ManagerStatus, ManagerStatus__Output as _muster_agent_v1_ManagerStatus__Output } from './muster/agent/v1/ManagerStatus.js';
import type { Member as _muster_agent_v1_Member, Member__Output as _muster_agent_v1_Member__Output } from './muster/agent/v1/Member.js';
import type { Membership as _muster_agent_v1_Membership, Membership__Output as _muster_agent_v1_Membership__Output } from './muster/agent/v1/Membership.js';
import type { Network as _muster_agent_v1_Network, Network__Output as _muster_agent_v1_Network__Output } from './muster/agent/v1/Network.js';
import type { NoMembership as _muster_agent_v1_NoMembership, NoMembership__Output as _muster_agent_v1_NoMembership__Output } from './muster/agent/v1/NoMembership.js';
import type { Node as _muster_agent_v1_Node, Node__Output as _muster_agent_v1_Node__Output } from './muster/agent/v1/Node.js';
import type { Peer as _muster_agent_v1_Peer, Peer__Output as _muster_agent_v1_Peer__Output } from './muster/agent/v1/Peer.js';
import type { RemoteManager as _muster_agent_v1_RemoteManager, RemoteManager__Output as _muster_agent_v1_RemoteManager__Output } from './muster/agent/v1/RemoteManager.js';
import type { RestartEngine as _muster_agent_v1_RestartEngine, RestartEngine__Output as _muster_agent_v1_RestartEngine__Output } from './muster/agent/v1/RestartEngine.js';
import type { SessionRequest as _muster_agent_v1_SessionRequest, SessionRequest__Output as _muster_agent_v1_SessionRequest__Output } from './muster/agent/v1/SessionRequest.js';
import type { SessionResponse as _muster_agent_v1_SessionResponse, SessionResponse__Output as _muster_agent_v1_SessionResponse__Output } from './muster/agent/v1/SessionResponse.js';
import type { Subnet as _muster_agent_v1_Subnet, Subnet__Output as _muster_agent_v1_Subnet__Output } from './muster/agent/v1/Subnet.js';
import type { Swarm as _muster_agent_v1_Swarm, Swarm__Output as _muster_agent_v1_Swarm__Output } from './muster/agent/v1/Swarm.js';
import type { Welcome as _muster_agent_v1_Welcome, Welcome__Output as _muster_agent_v1_Welcome__Output } from './muster/agent/v1/Welcome.js';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  muster: {
    agent: {
      v1: {
        /**
         * Served by the coordinator, dialled by the agents.
         */
        AgentService: SubtypeConstructor<typeof grpc.Client, _muster_agent_v1_AgentServiceClient> & { service: _muster_agent_v1_AgentServiceDefinition }
        Attachment: MessageTypeDefinition<_muster_agent_v1_Attachment, _muster_agent_v1_Attachment__Output>
        Availability: EnumTypeDefinition
        AwaitMembership: MessageTypeDefinition<_muster_agent_v1_AwaitMembership, _muster_agent_v1_AwaitMembership__Output>
        CancelCommand: MessageTypeDefinition<_muster_agent_v1_CancelCommand, _muster_agent_v1_CancelCommand__Output>
        CollectFacts: MessageTypeDefinition<_muster_agent_v1_CollectFacts, _muster_agent_v1_CollectFacts__Output>
        Command: MessageTypeDefinition<_muster_agent_v1_Command, _muster_agent_v1_Command__Output>
        CommandResult: MessageTypeDefinition<_muster_agent_v1_CommandResult, _muster_agent_v1_CommandResult__Output>
        DockerFacts: MessageTypeDefinition<_muster_agent_v1_DockerFacts, _muster_agent_v1_DockerFacts__Output>
        Done: MessageTypeDefinition<_muster_agent_v1_Done, _muster_agent_v1_Done__Output>
        EngineFacts: MessageTypeDefinition<_muster_agent_v1_EngineFacts, _muster_agent_v1_EngineFacts__Output>
        EnsureJoined: MessageTypeDefinition<_muster_agent_v1_EnsureJoined, _muster_agent_v1_EnsureJoined__Output>
        EnsureLeft: MessageTypeDefinition<_muster_agent_v1_EnsureLeft, _muster_agent_v1_EnsureLeft__Output>
        EnsureNetworkAbsent: MessageTypeDefinition<_muster_agent_v1_EnsureNetworkAbsent, _muster_agent_v1_EnsureNetworkAbsent__Output>
        EnsureNetworkPresent: MessageTypeDefinition<_muster_agent_v1_EnsureNetworkPresent, _muster_agent_v1_EnsureNetworkPresent__Output>
        EnsureNode: MessageTypeDefinition<_muster_agent_v1_EnsureNode, _muster_agent_v1_EnsureNode__Output>
        EnsureNodeRemoved: MessageTypeDefinition<_muster_agent_v1_EnsureNodeRemoved, _muster_agent_v1_EnsureNodeRemoved__Output>
        EnsureSwarmInitialised: MessageTypeDefinition<_muster_agent_v1_EnsureSwarmInitialised, _muster_agent_v1_EnsureSwarmInitialised__Output>
        Fault: MessageTypeDefinition<_muster_agent_v1_Fault, _muster_agent_v1_Fault__Output>
        FaultCode: EnumTypeDefinition
        FetchJoinToken: MessageTypeDefinition<_muster_agent_v1_FetchJoinToken, _muster_agent_v1_FetchJoinToken__Output>
        Heartbeat: MessageTypeDefinition<_muster_agent_v1_Heartbeat, _muster_agent_v1_Heartbeat__Output>
        Hello: MessageTypeDefinition<_muster_agent_v1_Hello, _muster_agent_v1_Hello__Output>
        HostFacts: MessageTypeDefinition<_muster_agent_v1_HostFacts, _muster_agent_v1_HostFacts__Output>
        Interface: MessageTypeDefinition<_muster_agent_v1_Interface, _muster_agent_v1_Interface__Output>
        Labels: MessageTypeDefinition<_muster_agent_v1_Labels, _muster_agent_v1_Labels__Output>
        MachineFacts: MessageTypeDefinition<_muster_agent_v1_MachineFacts, _muster_agent_v1_MachineFacts__Output>
        Manager: MessageTypeDefinition<_muster_agent_v1_Manager, _muster_agent_v1_Manager__Output>
        ManagerStatus: MessageTypeDefinition<_muster_agent_v1_ManagerStatus, _muster_agent_v1_ManagerStatus__Output>
        Member: MessageTypeDefinition<_muster_agent_v1_Member, _muster_agent_v1_Member__Output>
        Membership: MessageTypeDefinition<_muster_agent_v1_Membership, _muster_agent_v1_Membership__Output>
        Network: MessageTypeDefinition<_muster_agent_v1_Network, _muster_agent_v1_Network__Output>
        NoMembership: MessageTypeDefinition<_muster_agent_v1_NoMembership, _muster_agent_v1_NoMembership__Output>
        Node: MessageTypeDefinition<_muster_agent_v1_Node, _muster_agent_v1_Node__Output>
        NodeRole: EnumTypeDefinition
        NodeState: EnumTypeDefinition
        Peer: MessageTypeDefinition<_muster_agent_v1_Peer, _muster_agent_v1_Peer__Output>
        PortState: EnumTypeDefinition
        RemoteManager: MessageTypeDefinition<_muster_agent_v1_RemoteManager, _muster_agent_v1_RemoteManager__Output>
        RestartEngine: MessageTypeDefinition<_muster_agent_v1_RestartEngine, _muster_agent_v1_RestartEngine__Output>
        SessionRequest: MessageTypeDefinition<_muster_agent_v1_SessionRequest, _muster_agent_v1_SessionRequest__Output>
        SessionResponse: MessageTypeDefinition<_muster_agent_v1_SessionResponse, _muster_agent_v1_SessionResponse__Output>
        Subnet: MessageTypeDefinition<_muster_agent_v1_Subnet, _muster_agent_v1_Subnet__Output>
        Swarm: MessageTypeDefinition<_muster_agent_v1_Swarm, _muster_agent_v1_Swarm__Output>
        Welcome: MessageTypeDefinition<_muster_agent_v1_Welcome, _muster_agent_v1_Welcome__Output>
      }
    }
  }
}

