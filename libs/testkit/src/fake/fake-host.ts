import type { Engine } from '@muster/docker';
import type { AttachmentFact, NodeCertificate, TaskFact } from '@muster/inventory';
import type { FleetError } from '@muster/kernel';
import { FakeCalls, notRunning } from './fake-calls.js';
import { FakeEvents } from './fake-events.js';
import { letters } from './fake-swarm.js';

type Identity = { readonly name: string; readonly address: string; readonly version: string };

/** What tests see of a fake engine and do to it, besides asking it as an Engine. */
export abstract class FakeHost {
  readonly name: string;
  readonly address: string;
  readonly version: string;
  /** True: nobody can reach this host; joins through it find no end. */
  isCutOff = false;
  /** What the host's file of its node's certificate says; undefined: it cannot be read. */
  certificate?: NodeCertificate;
  /** What the host's file says of it; undefined: it cannot be read. */
  dataPathAddress?: string;
  /** Containers on networks, by the network's name. */
  readonly attachments = new Map<string, readonly AttachmentFact[]>();
  readonly happenings = new FakeEvents();
  protected readonly made = new FakeCalls();
  #isRunning = true;

  constructor(identity: Identity) {
    this.name = identity.name;
    this.address = identity.address;
    this.version = identity.version;
  }

  /** Does this first when such a call comes next. Asked several times: at the next ones, in order. */
  beforeNext(call: keyof Engine, act: () => unknown): void {
    this.made.beforeNext(call, act);
  }

  /** The next such call fails with this, and does nothing. */
  failNext(call: keyof Engine, error: FleetError): void {
    this.beforeNext(call, () => {
      throw error;
    });
  }

  /** The names of the calls so far that reached the Engine. */
  get calls(): readonly string[] {
    return this.made.calls;
  }

  /** False: the daemon is stopped, and every call finds it unavailable. What it knew stays. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  set isRunning(runs: boolean) {
    this.#isRunning = runs;
    if (!runs) this.happenings.end(notRunning());
  }

  attach(network: string, container: string, task?: TaskFact): void {
    const attachment = {
      containerId: letters(container, 64),
      name: container,
      ipv4Address: '10.0.1.7/24',
      ipv6Address: '',
      macAddress: '02:42:0a:00:01:07',
      image: 'muster-lab/busybox:latest',
      ...(task && { task }),
    };
    this.attachments.set(network, [...(this.attachments.get(network) ?? []), attachment]);
    this.touched(network);
  }

  detach(network: string): void {
    this.attachments.delete(network);
    this.touched(network);
  }

  /** Something happened to the network of that name. */
  protected abstract touched(network: string): void;
}
