import Table from 'cli-table3';
import type { HostStatus, LabStatus } from './lab/status.js';

/** A plain table: two spaces between columns, no lines. */
const plain = {
  chars: {
    ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
    ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
    ...{
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};

export function labsAsText(labs: readonly LabStatus[]): string {
  if (labs.length === 0) return 'No lab is up. Start one with "muster-lab up --hosts 3".';
  return labs.map(labAsText).join('\n\n');
}

function labAsText(lab: LabStatus): string {
  if (lab.phase === 'broken') {
    return `lab ${lab.name}: broken; take it away with "muster-lab down --name ${lab.name}"`;
  }
  const table = new Table({
    ...plain,
    head: ['HOST', 'KIND', 'ADDRESS', 'ENGINE', 'PID', 'SOCKET'],
  });
  table.push(
    ...lab.hosts.map((host) => [
      host.name,
      host.kind === 'vm' ? 'VM' : 'namespaces',
      host.address,
      engineAsText(host),
      pid(host),
      host.socket,
    ]),
  );
  return `lab ${lab.name}: ${lab.phase}\n${table.toString()}`;
}

function engineAsText({ running, engine }: HostStatus): string {
  if (!running) return 'host has ended';
  if (!engine.running) return 'stopped';
  return engine.version ?? 'not answering';
}

const pid = ({ engine }: HostStatus): string => (engine.pid === null ? '-' : String(engine.pid));
