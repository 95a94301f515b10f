import { dice } from './inventory.ts';
import type { World } from './world.ts';

const image = 'muster-lab/busybox:latest';
/** Engines take nearly anything for the name of a local network. */
const names = ['plain', 'ünï-cøde 日本', `quote'"; drop table networks; --`, '<b>&amp;</b>%00'];
const labels = ['plain=1', 'ключ=значение 🙂', `sql='; --"`, 'empty=', '__proto__=polluted'];

/** What people do by hand on one host, behind Muster's back; `shared` is an attachable overlay that is there already. */
export class Churn {
  readonly #world: World;
  readonly #host: string;
  readonly #shared: string;
  readonly #roll: (sides: number) => number;
  readonly #networks: string[] = [];
  #containers: string[] = [];
  #made = 0;

  constructor(world: World, host: string, shared: string) {
    this.#world = world;
    this.#host = host;
    this.#shared = shared;
    this.#roll = dice(host);
  }

  /** What the Engine refuses, such as removing a network that is in use, is part of it. */
  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) await this.#step().catch(() => undefined);
  }

  async #step(): Promise<unknown> {
    const network = this.#one([...this.#networks, this.#shared, 'bridge']);
    const container = this.#one(this.#containers);
    switch (this.#roll(8)) {
      case 0:
      case 1:
        return this.#createNetwork();
      case 2:
      case 3:
        return this.#runContainer(network);
      case 4:
        return this.#docker('network', 'connect', network, container);
      case 5:
        return this.#docker('network', 'disconnect', '--force', network, container);
      case 6:
        return this.#docker('rm', '--force', container);
      default:
        return this.#rename(container);
    }
  }

  async #createNetwork(): Promise<void> {
    const nth = (this.#made += 1);
    const name = `${names[this.#roll(names.length)] ?? ''} ${String(nth)}`;
    // Small ranges of its own: the Engine's pools hold thirty.
    const host = this.#host.replace('host-', '');
    const subnet = `10.9${host}.${String(nth)}.0/28`;
    const label = labels[this.#roll(labels.length)] ?? '';
    await this.#docker('network', 'create', '--subnet', subnet, '--label', label, name);
    this.#networks.push(name);
    const old = this.#networks.length > 4 ? this.#networks.shift() : undefined;
    if (old !== undefined) await this.#docker('network', 'rm', old);
  }

  async #runContainer(network: string): Promise<void> {
    const name = `c.${this.#host}_${String((this.#made += 1))}-x`;
    const options = ['--detach', '--name', name, '--network', network, '--stop-timeout', '0'];
    await this.#docker('run', ...options, '--label', 'ключ=🙂', image, 'sleep', '3600');
    this.#containers.push(name);
  }

  async #rename(container: string): Promise<void> {
    const name = `r.${this.#host}_${String((this.#made += 1))}`;
    await this.#docker('rename', container, name);
    this.#containers = this.#containers.map((it) => (it === container ? name : it));
  }

  #one(items: readonly string[]): string {
    return items[this.#roll(Math.max(items.length, 1))] ?? 'nothing';
  }

  #docker(...args: readonly string[]): Promise<string> {
    return this.#world.docker(this.#host, ...args);
  }
}
