import { describe, expect, it } from 'vitest';
import { parseState, printState, type LabState } from './state.js';

const state: LabState = {
  version: 1,
  name: 'lab',
  phase: 'up',
  createdAt: '2026-01-01T00:00:00.000Z',
  bootId: 'b',
  builder: { pid: 1, startTime: 2 },
  fabric: { pid: 3, startTime: 4 },
  mtu: 1500,
  hosts: [
    {
      name: 'host-1',
      kind: 'namespaces',
      address: '198.18.0.1',
      engine: '20.10',
      root: null,
      init: { pid: 5, startTime: 6 },
    },
  ],
};

describe('the state file', () => {
  it('reads what it wrote', () => {
    expect(parseState(printState(state))).toEqual(state);
  });

  it.each(['', '{', '[]', 'null', '{"version":2}', printState(state).slice(0, -20)])(
    'takes %j for no state at all',
    (text) => {
      expect(parseState(text)).toBeUndefined();
    },
  );
});
