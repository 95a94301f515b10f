import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { Daemon, must, type Result, run, type RunOptions } from './process.ts';
import { agentInVm, relayTo, vmConnectedWithinMs } from './vm.ts';
import { eventually } from './wait.ts';

const root = resolve(import.meta.dirname, '../../../..');
const bin = (app: string): string => join(root, 'apps', app, 'dist/main.js');

export type WorldOptions = {
  /** Name of the lab; two worlds of different names can stand side by side. */
  readonly name: string;
  /** How many of namespaces. */
  readonly hosts: number;
  /** How many with a kernel of their own; their numbers follow. */
  readonly vms?: number;
  /** Engine versions, given to the hosts in turn: `20.10,26.1,28.5`. */
  readonly engines?: string;
  /** Without image the hosts start faster; nothing can be run on them then. */
  readonly image?: boolean;
};

/** A lab of real engines with a coordinator and one agent a host: all of it separate processes, driven from outside. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'muster-world-'));
  readonly hosts: readonly string[];
  readonly agents = new Map<string, Daemon>();
  coordinator: Daemon | undefined;
  /** Leads to the coordinator from where the hosts are. */
  private relay: Daemon | undefined;

  readonly options: WorldOptions;

  private constructor(options: WorldOptions) {
    this.options = options;
    const count = options.hosts + (options.vms ?? 0);
    this.hosts = Array.from({ length: count }, (_, index) => `host-${String(index + 1)}`);
  }

  /** Nothing is started: for agents that are no processes of their own. */
  static withoutLab(options: WorldOptions): World {
    return new World(options);
  }

  /** Starts the lab only. What an earlier run of the same name left is cleared away first. */
  static async lab(options: WorldOptions): Promise<World> {
    const world = new World(options);
    await world.lab(['down']);
    const args = ['up'];
    if (options.hosts > 0) args.push('--hosts', String(options.hosts));
    if (options.vms !== undefined) args.push('--vms', String(options.vms));
    if (options.engines !== undefined) args.push('--engines', options.engines);
    if (options.image === false) args.push('--no-image');
    await world.lab(args, options.vms === undefined ? {} : { timeoutMs: 900_000 });
    return world;
  }

  /** Starts the lab, the coordinator and all agents, and waits until every agent is connected. */
  static async up(options: WorldOptions): Promise<World> {
    const world = await World.lab(options);
    try {
      await world.startCoordinator();
      if (options.vms !== undefined) await world.startRelay();
      await world.startAgents();
    } catch (thrown) {
      await world.down();
      throw thrown;
    }
    return world;
  }

  get restSocket(): string {
    return join(this.folder, 'rest.sock');
  }

  get agentsSocket(): string {
    return join(this.folder, 'agents.sock');
  }

  dockerSocket(host: string): string {
    return `/run/muster-lab/${this.options.name}/${host}/docker.sock`;
  }

  address(host: string): string {
    return `198.18.0.${host.replace('host-', '')}`;
  }

  async startCoordinator(): Promise<void> {
    const listen = ['--listen', `unix:${this.restSocket}`, '--agents', `unix:${this.agentsSocket}`];
    const command = [
      process.execPath,
      bin('coordinator'),
      ...listen,
      '--data',
      join(this.folder, 'data'),
    ];
    this.coordinator = new Daemon(command, join(this.folder, 'coordinator.log'));
    await eventually(
      'the coordinator answers',
      async () => (await this.get('/readyz')).status === 200,
    );
  }

  async startAgents(hosts: readonly string[] = this.hosts): Promise<void> {
    await Promise.all(hosts.map((host) => this.startAgent(host)));
    await this.connected(hosts);
  }

  /** @param programs where it finds programs; that of this process unless told. Not for VMs. */
  async startAgent(host: string, programs = process.env['PATH']): Promise<void> {
    const command = this.isVm(host)
      ? await agentInVm(this, host, dirname(bin('agent')))
      : this.agentCommand(host, programs);
    const agent = new Daemon(
      await this.commandOn(host, command),
      join(this.folder, `agent-${host}.log`),
    );
    this.agents.set(host, agent);
  }

  private agentCommand(host: string, programs: string | undefined): readonly string[] {
    const options = ['--coordinator', `unix:${this.agentsSocket}`, '--host', host];
    const restart = ['--restart-engine', this.restartCommand(host)];
    const docker = ['--docker', this.dockerSocket(host)];
    // Started by its own first line, as on a real host, but with this Node.
    const path = [dirname(process.execPath), programs].join(delimiter);
    return ['env', `PATH=${path}`, bin('agent'), ...options, ...docker, ...restart];
  }

  isVm(host: string): boolean {
    return this.hosts.indexOf(host) >= this.options.hosts;
  }

  private async startRelay(): Promise<void> {
    const command = await this.commandOn('fabric', relayTo(this.agentsSocket));
    this.relay = new Daemon(command, join(this.folder, 'relay.log'));
  }

  /** Boots a VM again, and starts its agent as an init system does. */
  async reboot(host: string, ...options: readonly string[]): Promise<void> {
    await this.lab(['reboot', host, ...options], { timeoutMs: 600_000 });
    await this.agents.get(host)?.stop();
    await this.startAgents([host]);
  }

  /** What `systemctl restart docker` is on a real host. */
  private restartCommand(host: string): string {
    const verb = (name: string) =>
      `'${process.execPath}' '${bin('lab')}' ${name} --name ${this.options.name} ${host}`;
    return `${verb('stop-engine')} && ${verb('start-engine')}`;
  }

  async connected(hosts: readonly string[] = this.hosts): Promise<void> {
    await eventually(
      `the agents of ${namesOf(hosts)} are connected`,
      async () => {
        const { body } = await this.get('/v1/hosts?maxAgeMs=600000&limit=1000');
        const list = JSON.parse(body) as {
          hosts: { host: string; connected: boolean; observedAt: string | null }[];
        };
        const here = list.hosts.filter(
          ({ connected, observedAt }) => connected && observedAt !== null,
        );
        return hosts.every((host) => here.some((seen) => seen.host === host));
      },
      this.options.vms === undefined ? undefined : vmConnectedWithinMs,
    );
  }

  /** Types `muster …`. */
  muster(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    const env = { ...process.env, MUSTER_COORDINATOR: `unix:${this.restSocket}`, NO_COLOR: '1' };
    return run([process.execPath, bin('cli'), ...args], { env, ...options });
  }

  /** Types `muster-lab …` for this lab. @throws when it fails. */
  lab(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const [verb = '', ...rest] = args;
    return must(
      [process.execPath, bin('lab'), verb, '--name', this.options.name, ...rest],
      options,
    );
  }

  /** What the host's Engine has logged so far. */
  engineLog(host: string): string {
    return readFileSync(`/run/muster-lab/${this.options.name}/${host}/engine.log`, 'utf8');
  }

  /** The command line that runs a command on a host; good as long as the lab is up. */
  async commandOn(host: string, command: readonly string[]): Promise<readonly string[]> {
    return JSON.parse(await this.lab(['exec', '--print', host, '--', ...command])) as string[];
  }

  /** Runs a command on a host. */
  async exec(host: string, command: readonly string[], options: RunOptions = {}): Promise<Result> {
    return run(
      [process.execPath, bin('lab'), 'exec', '--name', this.options.name, host, '--', ...command],
      options,
    );
  }

  /** Asks a host's Engine with the docker command. @throws when it fails. */
  docker(host: string, ...args: readonly string[]): Promise<string> {
    return must(['docker', '--host', `unix://${this.dockerSocket(host)}`, ...args]);
  }

  /** GET of the REST API. */
  get(path: string): Promise<{ status: number; body: string }> {
    return new Promise((done, failed) => {
      const request = get({ socketPath: this.restSocket, path, timeout: 60_000 }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => {
          done({ status: response.statusCode ?? 0, body });
        });
        response.on('error', failed);
      });
      request.on('error', failed);
    });
  }

  /** Ends everything that this world started. Harmless when part of it never started. */
  async down(): Promise<void> {
    await Promise.all([...this.agents.values()].map((agent) => agent.stop()));
    await this.relay?.stop();
    await this.coordinator?.stop();
    await this.lab(['down']);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const namesOf = (hosts: readonly string[]): string =>
  hosts.length > 20 ? `${String(hosts.length)} hosts` : hosts.join(', ');
