import { type ChannelCredentials, credentials } from '@grpc/grpc-js';
import { AgentService, type AgentServiceClient, maxMessageBytes } from '@muster/protocol';
import { type Address, formatAddress } from '@muster/runtime';

/**
 * A client for the coordinator at this address. Which transport is trusted is decided here and nowhere else: plaintext,
 * which the configuration allows only on this machine, or anywhere when the administrator insisted.
 */
export function dial(address: Address): AgentServiceClient {
  const transport: ChannelCredentials = credentials.createInsecure();
  return new AgentService(formatAddress(address), transport, {
    'grpc.max_receive_message_length': maxMessageBytes,
    'grpc.max_send_message_length': maxMessageBytes,
    // A coordinator that vanished without a word is noticed by HTTP/2 pings; one of the two that has more to do than it can
    // answers late, and each new session would cost both still more.
    'grpc.keepalive_time_ms': 10_000,
    'grpc.keepalive_timeout_ms': 25_000,
    // Reconnecting is ours, with our own jitter.
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 1_000,
    // The authority of a Unix socket is its path, which is no valid host name.
    'grpc.default_authority': 'localhost',
  });
}
