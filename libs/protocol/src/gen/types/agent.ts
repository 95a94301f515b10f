import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AddressUse as _muster_agent_v1_AddressUse, AddressUse__Output as _muster_agent_v1_AddressUse__Output } from './muster/agent/v1/AddressUse.js';
import type { AgentServiceClient as _muster_agent_v1_AgentServiceClient, AgentServiceDefinition as _muster_agent_v1_AgentServiceDefinition } from './muster/agent/v1/AgentService.js';
import type { Attachment as _muster_agent_v1_Attachment, Attachment__Output as _muster_agent_v1_Attachment__Output } from './muster/agent/v1/Attachment.js';
import type { AwaitMembership as _muster_agent_v1_AwaitMembership, AwaitMembership__Output as _muster_agent_v1_AwaitMembership__Output } from './muster/agent/v1/AwaitMembership.js';
import type { AwaitVerification as _muster_agent_v1_AwaitVerification, AwaitVerification__Output as _muster_agent_v1_AwaitVerification__Output } from './muster/agent/v1/AwaitVerification.js';
import type { CancelCommand as _muster_agent_v1_CancelCommand, CancelCommand__Output as _muster_agent_v1_CancelCommand__Output } from './muster/agent/v1/CancelCommand.js';
import type { Capability as _muster_agent_v1_Capability, Capability__Output as _muster_agent_v1_Capability__Output } from './muster/agent/v1/Capability.js';
import type { ClearVerification as _muster_agent_v1_ClearVerification, ClearVerification__Output as _muster_agent_v1_ClearVerification__Output } from './muster/agent/v1/ClearVerification.js';
import type { CollectFacts as _muster_agent_v1_CollectFacts, CollectFacts__Output as _muster_agent_v1_CollectFacts__Output } from './muster/agent/v1/CollectFacts.js';
import type { CollectVerification as _muster_agent_v1_CollectVerification, CollectVerification__Output as _muster_agent_v1_CollectVerification__Output } from './muster/agent/v1/CollectVerification.js';
import type { CollectWitness as _muster_agent_v1_CollectWitness, CollectWitness__Output as _muster_agent_v1_CollectWitness__Output } from './muster/agent/v1/CollectWitness.js';
import type { Command as _muster_agent_v1_Command, Command__Output as _muster_agent_v1_Command__Output } from './muster/agent/v1/Command.js';
import type { CommandResult as _muster_agent_v1_CommandResult, CommandResult__Output as _muster_agent_v1_CommandResult__Output } from './muster/agent/v1/CommandResult.js';
import type { DockerDelta as _muster_agent_v1_DockerDelta, DockerDelta__Output as _muster_agent_v1_DockerDelta__Output } from './muster/agent/v1/DockerDelta.js';
import type { DockerFacts as _muster_agent_v1_DockerFacts, DockerFacts__Output as _muster_agent_v1_DockerFacts__Output } from './muster/agent/v1/DockerFacts.js';
import type { Done as _muster_agent_v1_Done, Done__Output as _muster_agent_v1_Done__Output } from './muster/agent/v1/Done.js';
import type { EndVerification as _muster_agent_v1_EndVerification, EndVerification__Output as _muster_agent_v1_EndVerification__Output } from './muster/agent/v1/EndVerification.js';
import type { EngineFacts as _muster_agent_v1_EngineFacts, EngineFacts__Output as _muster_agent_v1_EngineFacts__Output } from './muster/agent/v1/EngineFacts.js';
import type { EnsureDisconnected as _muster_agent_v1_EnsureDisconnected, EnsureDisconnected__Output as _muster_agent_v1_EnsureDisconnected__Output } from './muster/agent/v1/EnsureDisconnected.js';
import type { EnsureJoined as _muster_agent_v1_EnsureJoined, EnsureJoined__Output as _muster_agent_v1_EnsureJoined__Output } from './muster/agent/v1/EnsureJoined.js';
import type { EnsureLeft as _muster_agent_v1_EnsureLeft, EnsureLeft__Output as _muster_agent_v1_EnsureLeft__Output } from './muster/agent/v1/EnsureLeft.js';
import type { EnsureNetworkAbsent as _muster_agent_v1_EnsureNetworkAbsent, EnsureNetworkAbsent__Output as _muster_agent_v1_EnsureNetworkAbsent__Output } from './muster/agent/v1/EnsureNetworkAbsent.js';
import type { EnsureNetworkPresent as _muster_agent_v1_EnsureNetworkPresent, EnsureNetworkPresent__Output as _muster_agent_v1_EnsureNetworkPresent__Output } from './muster/agent/v1/EnsureNetworkPresent.js';
import type { EnsureNode as _muster_agent_v1_EnsureNode, EnsureNode__Output as _muster_agent_v1_EnsureNode__Output } from './muster/agent/v1/EnsureNode.js';
import type { EnsureNodeRemoved as _muster_agent_v1_EnsureNodeRemoved, EnsureNodeRemoved__Output as _muster_agent_v1_EnsureNodeRemoved__Output } from './muster/agent/v1/EnsureNodeRemoved.js';
import type { EnsureSwarmInitialised as _muster_agent_v1_EnsureSwarmInitialised, EnsureSwarmInitialised__Output as _muster_agent_v1_EnsureSwarmInitialised__Output } from './muster/agent/v1/EnsureSwarmInitialised.js';
import type { FactsDelta as _muster_agent_v1_FactsDelta, FactsDelta__Output as _muster_agent_v1_FactsDelta__Output } from './muster/agent/v1/FactsDelta.js';
import type { Fault as _muster_agent_v1_Fault, Fault__Output as _muster_agent_v1_Fault__Output } from './muster/agent/v1/Fault.js';
import type { FetchJoinToken as _muster_agent_v1_FetchJoinToken, FetchJoinToken__Output as _muster_agent_v1_FetchJoinToken__Output } from './muster/agent/v1/FetchJoinToken.js';
import type { FirewallRule as _muster_agent_v1_FirewallRule, FirewallRule__Output as _muster_agent_v1_FirewallRule__Output } from './muster/agent/v1/FirewallRule.js';
import type { Gone as _muster_agent_v1_Gone, Gone__Output as _muster_agent_v1_Gone__Output } from './muster/agent/v1/Gone.js';
import type { Heartbeat as _muster_agent_v1_Heartbeat, Heartbeat__Output as _muster_agent_v1_Heartbeat__Output } from './muster/agent/v1/Heartbeat.js';
import type { Hello as _muster_agent_v1_Hello, Hello__Output as _muster_agent_v1_Hello__Output } from './muster/agent/v1/Hello.js';
import type { HostFacts as _muster_agent_v1_HostFacts, HostFacts__Output as _muster_agent_v1_HostFacts__Output } from './muster/agent/v1/HostFacts.js';
import type { HostFirewall as _muster_agent_v1_HostFirewall, HostFirewall__Output as _muster_agent_v1_HostFirewall__Output } from './muster/agent/v1/HostFirewall.js';
import type { Interface as _muster_agent_v1_Interface, Interface__Output as _muster_agent_v1_Interface__Output } from './muster/agent/v1/Interface.js';
import type { Labels as _muster_agent_v1_Labels, Labels__Output as _muster_agent_v1_Labels__Output } from './muster/agent/v1/Labels.js';
import type { MachineFacts as _muster_agent_v1_MachineFacts, MachineFacts__Output as _muster_agent_v1_MachineFacts__Output } from './muster/agent/v1/MachineFacts.js';
import type { Manager as _muster_agent_v1_Manager, Manager__Output as _muster_agent_v1_Manager__Output } from './muster/agent/v1/Manager.js';
import type { ManagerStatus as _muster_agent_v1_ManagerStatus, ManagerStatus__Output as _muster_agent_v1_ManagerStatus__Output } from './muster/agent/v1/ManagerStatus.js';
import type { Member as _muster_agent_v1_Member, Member__Output as _muster_agent_v1_Member__Output } from './muster/agent/v1/Member.js';
import type { Membership as _muster_agent_v1_Membership, Membership__Output as _muster_agent_v1_Membership__Output } from './muster/agent/v1/Membership.js';
import type { NeighbourTable as _muster_agent_v1_NeighbourTable, NeighbourTable__Output as _muster_agent_v1_NeighbourTable__Output } from './muster/agent/v1/NeighbourTable.js';
import type { Network as _muster_agent_v1_Network, Network__Output as _muster_agent_v1_Network__Output } from './muster/agent/v1/Network.js';
import type { NoMembership as _muster_agent_v1_NoMembership, NoMembership__Output as _muster_agent_v1_NoMembership__Output } from './muster/agent/v1/NoMembership.js';
import type { Node as _muster_agent_v1_Node, Node__Output as _muster_agent_v1_Node__Output } from './muster/agent/v1/Node.js';
import type { NodeCertificate as _muster_agent_v1_NodeCertificate, NodeCertificate__Output as _muster_agent_v1_NodeCertificate__Output } from './muster/agent/v1/NodeCertificate.js';
import type { OpenWitness as _muster_agent_v1_OpenWitness, OpenWitness__Output as _muster_agent_v1_OpenWitness__Output } from './muster/agent/v1/OpenWitness.js';
import type { Orphan as _muster_agent_v1_Orphan, Orphan__Output as _muster_agent_v1_Orphan__Output } from './muster/agent/v1/Orphan.js';
import type { OverlayReceived as _muster_agent_v1_OverlayReceived, OverlayReceived__Output as _muster_agent_v1_OverlayReceived__Output } from './muster/agent/v1/OverlayReceived.js';
import type { OverlaySent as _muster_agent_v1_OverlaySent, OverlaySent__Output as _muster_agent_v1_OverlaySent__Output } from './muster/agent/v1/OverlaySent.js';
import type { OverlaySubnet as _muster_agent_v1_OverlaySubnet, OverlaySubnet__Output as _muster_agent_v1_OverlaySubnet__Output } from './muster/agent/v1/OverlaySubnet.js';
import type { Peer as _muster_agent_v1_Peer, Peer__Output as _muster_agent_v1_Peer__Output } from './muster/agent/v1/Peer.js';
import type { PortHolding as _muster_agent_v1_PortHolding, PortHolding__Output as _muster_agent_v1_PortHolding__Output } from './muster/agent/v1/PortHolding.js';
import type { PrepareVerification as _muster_agent_v1_PrepareVerification, PrepareVerification__Output as _muster_agent_v1_PrepareVerification__Output } from './muster/agent/v1/PrepareVerification.js';
import type { ProbeGroup as _muster_agent_v1_ProbeGroup, ProbeGroup__Output as _muster_agent_v1_ProbeGroup__Output } from './muster/agent/v1/ProbeGroup.js';
import type { ProbePort as _muster_agent_v1_ProbePort, ProbePort__Output as _muster_agent_v1_ProbePort__Output } from './muster/agent/v1/ProbePort.js';
import type { ProbeProgram as _muster_agent_v1_ProbeProgram, ProbeProgram__Output as _muster_agent_v1_ProbeProgram__Output } from './muster/agent/v1/ProbeProgram.js';
import type { ProbeStopped as _muster_agent_v1_ProbeStopped, ProbeStopped__Output as _muster_agent_v1_ProbeStopped__Output } from './muster/agent/v1/ProbeStopped.js';
import type { ProbeTarget as _muster_agent_v1_ProbeTarget, ProbeTarget__Output as _muster_agent_v1_ProbeTarget__Output } from './muster/agent/v1/ProbeTarget.js';
import type { ProbeTask as _muster_agent_v1_ProbeTask, ProbeTask__Output as _muster_agent_v1_ProbeTask__Output } from './muster/agent/v1/ProbeTask.js';
import type { ProbeTasks as _muster_agent_v1_ProbeTasks, ProbeTasks__Output as _muster_agent_v1_ProbeTasks__Output } from './muster/agent/v1/ProbeTasks.js';
import type { ProbesSent as _muster_agent_v1_ProbesSent, ProbesSent__Output as _muster_agent_v1_ProbesSent__Output } from './muster/agent/v1/ProbesSent.js';
import type { RefusalSeen as _muster_agent_v1_RefusalSeen, RefusalSeen__Output as _muster_agent_v1_RefusalSeen__Output } from './muster/agent/v1/RefusalSeen.js';
import type { RemoteManager as _muster_agent_v1_RemoteManager, RemoteManager__Output as _muster_agent_v1_RemoteManager__Output } from './muster/agent/v1/RemoteManager.js';
import type { RestartEngine as _muster_agent_v1_RestartEngine, RestartEngine__Output as _muster_agent_v1_RestartEngine__Output } from './muster/agent/v1/RestartEngine.js';
import type { Resync as _muster_agent_v1_Resync, Resync__Output as _muster_agent_v1_Resync__Output } from './muster/agent/v1/Resync.js';
import type { Route as _muster_agent_v1_Route, Route__Output as _muster_agent_v1_Route__Output } from './muster/agent/v1/Route.js';
import type { SendProbes as _muster_agent_v1_SendProbes, SendProbes__Output as _muster_agent_v1_SendProbes__Output } from './muster/agent/v1/SendProbes.js';
import type { SentGroup as _muster_agent_v1_SentGroup, SentGroup__Output as _muster_agent_v1_SentGroup__Output } from './muster/agent/v1/SentGroup.js';
import type { Service as _muster_agent_v1_Service, Service__Output as _muster_agent_v1_Service__Output } from './muster/agent/v1/Service.js';
import type { ServiceNetwork as _muster_agent_v1_ServiceNetwork, ServiceNetwork__Output as _muster_agent_v1_ServiceNetwork__Output } from './muster/agent/v1/ServiceNetwork.js';
import type { SessionRequest as _muster_agent_v1_SessionRequest, SessionRequest__Output as _muster_agent_v1_SessionRequest__Output } from './muster/agent/v1/SessionRequest.js';
import type { SessionResponse as _muster_agent_v1_SessionResponse, SessionResponse__Output as _muster_agent_v1_SessionResponse__Output } from './muster/agent/v1/SessionResponse.js';
import type { SizeGroup as _muster_agent_v1_SizeGroup, SizeGroup__Output as _muster_agent_v1_SizeGroup__Output } from './muster/agent/v1/SizeGroup.js';
import type { StartVerification as _muster_agent_v1_StartVerification, StartVerification__Output as _muster_agent_v1_StartVerification__Output } from './muster/agent/v1/StartVerification.js';
import type { Subnet as _muster_agent_v1_Subnet, Subnet__Output as _muster_agent_v1_Subnet__Output } from './muster/agent/v1/Subnet.js';
import type { Swarm as _muster_agent_v1_Swarm, Swarm__Output as _muster_agent_v1_Swarm__Output } from './muster/agent/v1/Swarm.js';
import type { SwarmDelta as _muster_agent_v1_SwarmDelta, SwarmDelta__Output as _muster_agent_v1_SwarmDelta__Output } from './muster/agent/v1/SwarmDelta.js';
import type { SwarmIdentity as _muster_agent_v1_SwarmIdentity, SwarmIdentity__Output as _muster_agent_v1_SwarmIdentity__Output } from './muster/agent/v1/SwarmIdentity.js';
import type { SweepVerifications as _muster_agent_v1_SweepVerifications, SweepVerifications__Output as _muster_agent_v1_SweepVerifications__Output } from './muster/agent/v1/SweepVerifications.js';
import type { SynGroup as _muster_agent_v1_SynGroup, SynGroup__Output as _muster_agent_v1_SynGroup__Output } from './muster/agent/v1/SynGroup.js';
import type { TallyGroup as _muster_agent_v1_TallyGroup, TallyGroup__Output as _muster_agent_v1_TallyGroup__Output } from './muster/agent/v1/TallyGroup.js';
import type { Task as _muster_agent_v1_Task, Task__Output as _muster_agent_v1_Task__Output } from './muster/agent/v1/Task.js';
import type { TcpAnswer as _muster_agent_v1_TcpAnswer, TcpAnswer__Output as _muster_agent_v1_TcpAnswer__Output } from './muster/agent/v1/TcpAnswer.js';
import type { TracedPeer as _muster_agent_v1_TracedPeer, TracedPeer__Output as _muster_agent_v1_TracedPeer__Output } from './muster/agent/v1/TracedPeer.js';
import type { VerificationPrepared as _muster_agent_v1_VerificationPrepared, VerificationPrepared__Output as _muster_agent_v1_VerificationPrepared__Output } from './muster/agent/v1/VerificationPrepared.js';
import type { VerificationReport as _muster_agent_v1_VerificationReport, VerificationReport__Output as _muster_agent_v1_VerificationReport__Output } from './muster/agent/v1/VerificationReport.js';
import type { VipSeen as _muster_agent_v1_VipSeen, VipSeen__Output as _muster_agent_v1_VipSeen__Output } from './muster/agent/v1/VipSeen.js';
import type { WatchVerification as _muster_agent_v1_WatchVerification, WatchVerification__Output as _muster_agent_v1_WatchVerification__Output } from './muster/agent/v1/WatchVerification.js';
import type { Welcome as _muster_agent_v1_Welcome, Welcome__Output as _muster_agent_v1_Welcome__Output } from './muster/agent/v1/Welcome.js';
import type { WireCount as _muster_agent_v1_WireCount, WireCount__Output as _muster_agent_v1_WireCount__Output } from './muster/agent/v1/WireCount.js';
import type { WitnessCollected as _muster_agent_v1_WitnessCollected, WitnessCollected__Output as _muster_agent_v1_WitnessCollected__Output } from './muster/agent/v1/WitnessCollected.js';
import type { WitnessOpened as _muster_agent_v1_WitnessOpened, WitnessOpened__Output as _muster_agent_v1_WitnessOpened__Output } from './muster/agent/v1/WitnessOpened.js';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  muster: {
    agent: {
      v1: {
        AddressUse: MessageTypeDefinition<_muster_agent_v1_AddressUse, _muster_agent_v1_AddressUse__Output>
        /**
         * Served by the coordinator, dialled by the agents.
         */
        AgentService: SubtypeConstructor<typeof grpc.Client, _muster_agent_v1_AgentServiceClient> & { service: _muster_agent_v1_AgentServiceDefinition }
        Attachment: MessageTypeDefinition<_muster_agent_v1_Attachment, _muster_agent_v1_Attachment__Output>
        Availability: EnumTypeDefinition
        AwaitMembership: MessageTypeDefinition<_muster_agent_v1_AwaitMembership, _muster_agent_v1_AwaitMembership__Output>
        AwaitVerification: MessageTypeDefinition<_muster_agent_v1_AwaitVerification, _muster_agent_v1_AwaitVerification__Output>
        CancelCommand: MessageTypeDefinition<_muster_agent_v1_CancelCommand, _muster_agent_v1_CancelCommand__Output>
        Capability: MessageTypeDefinition<_muster_agent_v1_Capability, _muster_agent_v1_Capability__Output>
        ClearVerification: MessageTypeDefinition<_muster_agent_v1_ClearVerification, _muster_agent_v1_ClearVerification__Output>
        CollectFacts: MessageTypeDefinition<_muster_agent_v1_CollectFacts, _muster_agent_v1_CollectFacts__Output>
        CollectVerification: MessageTypeDefinition<_muster_agent_v1_CollectVerification, _muster_agent_v1_CollectVerification__Output>
        CollectWitness: MessageTypeDefinition<_muster_agent_v1_CollectWitness, _muster_agent_v1_CollectWitness__Output>
        Command: MessageTypeDefinition<_muster_agent_v1_Command, _muster_agent_v1_Command__Output>
        CommandResult: MessageTypeDefinition<_muster_agent_v1_CommandResult, _muster_agent_v1_CommandResult__Output>
        DockerDelta: MessageTypeDefinition<_muster_agent_v1_DockerDelta, _muster_agent_v1_DockerDelta__Output>
        DockerFacts: MessageTypeDefinition<_muster_agent_v1_DockerFacts, _muster_agent_v1_DockerFacts__Output>
        Done: MessageTypeDefinition<_muster_agent_v1_Done, _muster_agent_v1_Done__Output>
        EndVerification: MessageTypeDefinition<_muster_agent_v1_EndVerification, _muster_agent_v1_EndVerification__Output>
        EngineFacts: MessageTypeDefinition<_muster_agent_v1_EngineFacts, _muster_agent_v1_EngineFacts__Output>
        EnsureDisconnected: MessageTypeDefinition<_muster_agent_v1_EnsureDisconnected, _muster_agent_v1_EnsureDisconnected__Output>
        EnsureJoined: MessageTypeDefinition<_muster_agent_v1_EnsureJoined, _muster_agent_v1_EnsureJoined__Output>
        EnsureLeft: MessageTypeDefinition<_muster_agent_v1_EnsureLeft, _muster_agent_v1_EnsureLeft__Output>
        EnsureNetworkAbsent: MessageTypeDefinition<_muster_agent_v1_EnsureNetworkAbsent, _muster_agent_v1_EnsureNetworkAbsent__Output>
        EnsureNetworkPresent: MessageTypeDefinition<_muster_agent_v1_EnsureNetworkPresent, _muster_agent_v1_EnsureNetworkPresent__Output>
        EnsureNode: MessageTypeDefinition<_muster_agent_v1_EnsureNode, _muster_agent_v1_EnsureNode__Output>
        EnsureNodeRemoved: MessageTypeDefinition<_muster_agent_v1_EnsureNodeRemoved, _muster_agent_v1_EnsureNodeRemoved__Output>
        EnsureSwarmInitialised: MessageTypeDefinition<_muster_agent_v1_EnsureSwarmInitialised, _muster_agent_v1_EnsureSwarmInitialised__Output>
        FactsDelta: MessageTypeDefinition<_muster_agent_v1_FactsDelta, _muster_agent_v1_FactsDelta__Output>
        Fault: MessageTypeDefinition<_muster_agent_v1_Fault, _muster_agent_v1_Fault__Output>
        FaultCode: EnumTypeDefinition
        FetchJoinToken: MessageTypeDefinition<_muster_agent_v1_FetchJoinToken, _muster_agent_v1_FetchJoinToken__Output>
        FirewallBackend: EnumTypeDefinition
        FirewallRule: MessageTypeDefinition<_muster_agent_v1_FirewallRule, _muster_agent_v1_FirewallRule__Output>
        FirewallSide: EnumTypeDefinition
        FirewallVerdict: EnumTypeDefinition
        Gone: MessageTypeDefinition<_muster_agent_v1_Gone, _muster_agent_v1_Gone__Output>
        Heartbeat: MessageTypeDefinition<_muster_agent_v1_Heartbeat, _muster_agent_v1_Heartbeat__Output>
        Hello: MessageTypeDefinition<_muster_agent_v1_Hello, _muster_agent_v1_Hello__Output>
        HostFacts: MessageTypeDefinition<_muster_agent_v1_HostFacts, _muster_agent_v1_HostFacts__Output>
        HostFirewall: MessageTypeDefinition<_muster_agent_v1_HostFirewall, _muster_agent_v1_HostFirewall__Output>
        Interface: MessageTypeDefinition<_muster_agent_v1_Interface, _muster_agent_v1_Interface__Output>
        Labels: MessageTypeDefinition<_muster_agent_v1_Labels, _muster_agent_v1_Labels__Output>
        LinkState: EnumTypeDefinition
        MachineFacts: MessageTypeDefinition<_muster_agent_v1_MachineFacts, _muster_agent_v1_MachineFacts__Output>
        Manager: MessageTypeDefinition<_muster_agent_v1_Manager, _muster_agent_v1_Manager__Output>
        ManagerStatus: MessageTypeDefinition<_muster_agent_v1_ManagerStatus, _muster_agent_v1_ManagerStatus__Output>
        Member: MessageTypeDefinition<_muster_agent_v1_Member, _muster_agent_v1_Member__Output>
        Membership: MessageTypeDefinition<_muster_agent_v1_Membership, _muster_agent_v1_Membership__Output>
        NeighbourTable: MessageTypeDefinition<_muster_agent_v1_NeighbourTable, _muster_agent_v1_NeighbourTable__Output>
        Network: MessageTypeDefinition<_muster_agent_v1_Network, _muster_agent_v1_Network__Output>
        NoMembership: MessageTypeDefinition<_muster_agent_v1_NoMembership, _muster_agent_v1_NoMembership__Output>
        Node: MessageTypeDefinition<_muster_agent_v1_Node, _muster_agent_v1_Node__Output>
        NodeCertificate: MessageTypeDefinition<_muster_agent_v1_NodeCertificate, _muster_agent_v1_NodeCertificate__Output>
        NodeRole: EnumTypeDefinition
        NodeState: EnumTypeDefinition
        OpenWitness: MessageTypeDefinition<_muster_agent_v1_OpenWitness, _muster_agent_v1_OpenWitness__Output>
        Orphan: MessageTypeDefinition<_muster_agent_v1_Orphan, _muster_agent_v1_Orphan__Output>
        OverlayReceived: MessageTypeDefinition<_muster_agent_v1_OverlayReceived, _muster_agent_v1_OverlayReceived__Output>
        OverlaySent: MessageTypeDefinition<_muster_agent_v1_OverlaySent, _muster_agent_v1_OverlaySent__Output>
        OverlaySubnet: MessageTypeDefinition<_muster_agent_v1_OverlaySubnet, _muster_agent_v1_OverlaySubnet__Output>
        OverlayTcpEnd: EnumTypeDefinition
        Peer: MessageTypeDefinition<_muster_agent_v1_Peer, _muster_agent_v1_Peer__Output>
        PortHolder: EnumTypeDefinition
        PortHolding: MessageTypeDefinition<_muster_agent_v1_PortHolding, _muster_agent_v1_PortHolding__Output>
        PortState: EnumTypeDefinition
        PrepareVerification: MessageTypeDefinition<_muster_agent_v1_PrepareVerification, _muster_agent_v1_PrepareVerification__Output>
        Presence: EnumTypeDefinition
        ProbeGroup: MessageTypeDefinition<_muster_agent_v1_ProbeGroup, _muster_agent_v1_ProbeGroup__Output>
        ProbePort: MessageTypeDefinition<_muster_agent_v1_ProbePort, _muster_agent_v1_ProbePort__Output>
        ProbeProgram: MessageTypeDefinition<_muster_agent_v1_ProbeProgram, _muster_agent_v1_ProbeProgram__Output>
        ProbeProtocol: EnumTypeDefinition
        ProbeStopped: MessageTypeDefinition<_muster_agent_v1_ProbeStopped, _muster_agent_v1_ProbeStopped__Output>
        ProbeTarget: MessageTypeDefinition<_muster_agent_v1_ProbeTarget, _muster_agent_v1_ProbeTarget__Output>
        ProbeTask: MessageTypeDefinition<_muster_agent_v1_ProbeTask, _muster_agent_v1_ProbeTask__Output>
        ProbeTasks: MessageTypeDefinition<_muster_agent_v1_ProbeTasks, _muster_agent_v1_ProbeTasks__Output>
        ProbesSent: MessageTypeDefinition<_muster_agent_v1_ProbesSent, _muster_agent_v1_ProbesSent__Output>
        RefusalSeen: MessageTypeDefinition<_muster_agent_v1_RefusalSeen, _muster_agent_v1_RefusalSeen__Output>
        RemoteManager: MessageTypeDefinition<_muster_agent_v1_RemoteManager, _muster_agent_v1_RemoteManager__Output>
        RestartEngine: MessageTypeDefinition<_muster_agent_v1_RestartEngine, _muster_agent_v1_RestartEngine__Output>
        Resync: MessageTypeDefinition<_muster_agent_v1_Resync, _muster_agent_v1_Resync__Output>
        Route: MessageTypeDefinition<_muster_agent_v1_Route, _muster_agent_v1_Route__Output>
        SendProbes: MessageTypeDefinition<_muster_agent_v1_SendProbes, _muster_agent_v1_SendProbes__Output>
        SentGroup: MessageTypeDefinition<_muster_agent_v1_SentGroup, _muster_agent_v1_SentGroup__Output>
        Service: MessageTypeDefinition<_muster_agent_v1_Service, _muster_agent_v1_Service__Output>
        ServiceNetwork: MessageTypeDefinition<_muster_agent_v1_ServiceNetwork, _muster_agent_v1_ServiceNetwork__Output>
        SessionRequest: MessageTypeDefinition<_muster_agent_v1_SessionRequest, _muster_agent_v1_SessionRequest__Output>
        SessionResponse: MessageTypeDefinition<_muster_agent_v1_SessionResponse, _muster_agent_v1_SessionResponse__Output>
        SizeGroup: MessageTypeDefinition<_muster_agent_v1_SizeGroup, _muster_agent_v1_SizeGroup__Output>
        StartVerification: MessageTypeDefinition<_muster_agent_v1_StartVerification, _muster_agent_v1_StartVerification__Output>
        Subnet: MessageTypeDefinition<_muster_agent_v1_Subnet, _muster_agent_v1_Subnet__Output>
        Swarm: MessageTypeDefinition<_muster_agent_v1_Swarm, _muster_agent_v1_Swarm__Output>
        SwarmDelta: MessageTypeDefinition<_muster_agent_v1_SwarmDelta, _muster_agent_v1_SwarmDelta__Output>
        SwarmIdentity: MessageTypeDefinition<_muster_agent_v1_SwarmIdentity, _muster_agent_v1_SwarmIdentity__Output>
        SweepVerifications: MessageTypeDefinition<_muster_agent_v1_SweepVerifications, _muster_agent_v1_SweepVerifications__Output>
        Switch: EnumTypeDefinition
        SynGroup: MessageTypeDefinition<_muster_agent_v1_SynGroup, _muster_agent_v1_SynGroup__Output>
        TallyGroup: MessageTypeDefinition<_muster_agent_v1_TallyGroup, _muster_agent_v1_TallyGroup__Output>
        Task: MessageTypeDefinition<_muster_agent_v1_Task, _muster_agent_v1_Task__Output>
        TcpAnswer: MessageTypeDefinition<_muster_agent_v1_TcpAnswer, _muster_agent_v1_TcpAnswer__Output>
        TcpEnd: EnumTypeDefinition
        TracedPeer: MessageTypeDefinition<_muster_agent_v1_TracedPeer, _muster_agent_v1_TracedPeer__Output>
        VerificationPrepared: MessageTypeDefinition<_muster_agent_v1_VerificationPrepared, _muster_agent_v1_VerificationPrepared__Output>
        VerificationReport: MessageTypeDefinition<_muster_agent_v1_VerificationReport, _muster_agent_v1_VerificationReport__Output>
        VipSeen: MessageTypeDefinition<_muster_agent_v1_VipSeen, _muster_agent_v1_VipSeen__Output>
        WatchVerification: MessageTypeDefinition<_muster_agent_v1_WatchVerification, _muster_agent_v1_WatchVerification__Output>
        Welcome: MessageTypeDefinition<_muster_agent_v1_Welcome, _muster_agent_v1_Welcome__Output>
        WireCount: MessageTypeDefinition<_muster_agent_v1_WireCount, _muster_agent_v1_WireCount__Output>
        WitnessCollected: MessageTypeDefinition<_muster_agent_v1_WitnessCollected, _muster_agent_v1_WitnessCollected__Output>
        WitnessOpened: MessageTypeDefinition<_muster_agent_v1_WitnessOpened, _muster_agent_v1_WitnessOpened__Output>
        WitnessPoint: EnumTypeDefinition
      }
    }
  }
}

