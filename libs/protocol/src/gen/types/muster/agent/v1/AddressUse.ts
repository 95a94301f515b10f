// Original file: proto/muster/agent/v1/facts.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Addresses of one subnet.
 */
export interface AddressUse {
  /**
   * In use or reserved.
   */
  'inUse'?: (number | string | Long);
  /**
   * That the Engine can still give by itself.
   */
  'available'?: (number | string | Long);
}

/**
 * Addresses of one subnet.
 */
export interface AddressUse__Output {
  /**
   * In use or reserved.
   */
  'inUse': (number);
  /**
   * That the Engine can still give by itself.
   */
  'available': (number);
}
