import { describe, expect, it } from 'vitest';
import { owners, processesOf, type Belonging } from './ownership.js';

const machine = 'net:[1]';
const safe = new Set([undefined, machine]);

let lastPid = 0;
const aProcess = (of: Partial<Belonging>): Belonging => ({
  pid: ++lastPid,
  netns: machine,
  owner: undefined,
  isInit: false,
  ...of,
});

const init = aProcess({ netns: 'net:[10]', owner: 'lab', isInit: true });

describe('whose a process is', () => {
  it('takes process 1 of a host and everybody in the network of that host', () => {
    const engine = aProcess({ netns: 'net:[10]', owner: 'lab' });
    const byHand = aProcess({ netns: 'net:[10]' });
    expect(processesOf('lab', [init, engine, byHand], safe)).toEqual([init, engine, byHand]);
  });

  it('takes what carries the name when the host itself has ended', () => {
    const agent = aProcess({ netns: 'net:[10]', owner: 'lab' });
    expect(processesOf('lab', [agent], safe)).toEqual([agent]);
  });

  it('never takes a process in the machine’s network, even one that carries the name', () => {
    const shell = aProcess({ owner: 'lab' });
    expect(processesOf('lab', [init, shell], safe)).toEqual([init]);
  });

  it('never takes the machine’s network for a host’s', () => {
    const confused = aProcess({ owner: 'lab', isInit: true });
    const bystander = aProcess({});
    expect(processesOf('lab', [confused, bystander], safe)).toEqual([confused]);
  });

  it('leaves other labs and other namespaces alone', () => {
    const otherLab = aProcess({ netns: 'net:[20]', owner: 'lab-2', isInit: true });
    const otherNamespace = aProcess({ netns: 'net:[30]' });
    const inner = aProcess({ netns: 'net:[10]', owner: 'lab-2' });
    expect(processesOf('lab', [init, otherLab, otherNamespace, inner], safe)).toEqual([init]);
  });

  it('ends a host also from a shell within it, and spares that shell', () => {
    const shell = aProcess({ netns: 'net:[10]', owner: 'lab' });
    const engine = aProcess({ netns: 'net:[11]', owner: 'lab' });
    const within = new Set([...safe, 'net:[10]']);
    expect(processesOf('lab', [init, shell, engine], within)).toEqual([init, engine]);
  });

  it('knows which labs run anything', () => {
    const shell = aProcess({ owner: 'not-a-lab' });
    expect(owners([init, shell, aProcess({ netns: 'net:[2]' })], safe)).toEqual(['lab']);
  });
});
