import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { TestAgent } from './test-agent.js';

const run = promisify(execFile);

/** A network namespace that lasts as long as its process, which ends with this one: nothing of it has a name on the machine. */
class Namespace {
  private constructor(private readonly holder: ChildProcess) {}

  static async make(): Promise<Namespace> {
    const holder = spawn('unshare', ['--net', 'sh', '-c', 'echo ready; read -r _'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    return new Namespace(holder);
  }

  get pid(): string {
    return String(this.holder.pid);
  }

  /** The command line that runs a command in it. */
  entering(command: readonly string[]): [string, string[]] {
    return ['nsenter', [`--net=/proc/${this.pid}/ns/net`, ...command]];
  }

  async run(...command: readonly string[]): Promise<string> {
    return (await run(...this.entering(command))).stdout;
  }

  async remove(): Promise<void> {
    const gone = once(this.holder, 'exit');
    this.holder.stdin?.end();
    await gone;
  }
}

/** A program for `background` that listens on a TCP port, on all addresses, and says this to whoever connects. */
export const serving = (port: number, says: string, processName = 'stranger'): string =>
  `process.title = '${processName}';
   const server = require('net').createServer((socket) => socket.on('error', () => 0).end('${says}'));
   server.listen(${port}, () => console.log('ready'));`;

/** A host: a namespace with `eth0` on the common bridge. */
export class TestHost {
  readonly #agents: TestAgent[] = [];
  readonly #children: ChildProcess[] = [];

  /** @param index 1, 2, … also the last part of its addresses. */
  constructor(
    readonly index: number,
    private readonly namespace: Namespace,
  ) {}

  get address(): string {
    return `10.88.0.${this.index}`;
  }

  get address6(): string {
    return `fd88::${this.index}`;
  }

  /** Runs a command in its network. */
  run(...command: readonly string[]): Promise<string> {
    return this.namespace.run(...command);
  }

  /** Runs a command line of a shell in its network. */
  sh(line: string): Promise<string> {
    return this.namespace.run('sh', '-ec', line);
  }

  /** Starts a program of Node's that stays until the network is removed. Resolves when it has printed something. */
  async background(program: string): Promise<ChildProcess> {
    const [file, args] = this.namespace.entering([process.execPath, '-e', program]);
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#children.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  /** An agent's part in port checks, in a process of its own. @param through what starts it, such as `setpriv …`. */
  async agent(...through: readonly string[]): Promise<TestAgent> {
    const agent = await TestAgent.start((command) =>
      this.namespace.entering([...through, ...command]),
    );
    this.#agents.push(agent);
    return agent;
  }

  /** What the packet filter has here. */
  ruleset(): Promise<string> {
    return this.run('nft', 'list', 'ruleset');
  }

  async remove(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(this.#agents.map((agent) => agent.stop()));
    await this.namespace.remove();
  }
}

/** Hosts on one bridge, in a namespace of its own. */
export class TestNetwork {
  private constructor(
    private readonly fabric: Namespace,
    readonly hosts: readonly [TestHost, TestHost, ...TestHost[]],
  ) {}

  static async make(count = 2): Promise<TestNetwork> {
    const fabric = await Namespace.make();
    await fabric.run('ip', 'link', 'add', 'br0', 'type', 'bridge');
    await fabric.run('ip', 'link', 'set', 'br0', 'up');
    const hosts: TestHost[] = [];
    for (let index = 1; index <= count; index += 1) hosts.push(await plugIn(fabric, index));
    const [first, second, ...more] = hosts;
    if (first === undefined || second === undefined) throw new Error('a network of two at least');
    return new TestNetwork(fabric, [first, second, ...more]);
  }

  /** Runs a command where the bridge `br0` is, with `port-1` to the first host and so on. */
  fabricRun(...command: readonly string[]): Promise<string> {
    return this.fabric.run(...command);
  }

  async remove(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.remove()));
    await this.fabric.remove();
  }
}

async function plugIn(fabric: Namespace, index: number): Promise<TestHost> {
  const namespace = await Namespace.make();
  const port = `port-${index}`;
  const peer = ['peer', 'name', 'eth0', 'netns', namespace.pid];
  await fabric.run('ip', 'link', 'add', port, 'type', 'veth', ...peer);
  await fabric.run('ip', 'link', 'set', port, 'master', 'br0', 'up');
  const host = new TestHost(index, namespace);
  await host.run('ip', 'addr', 'add', `${host.address}/24`, 'dev', 'eth0');
  await host.run('ip', 'addr', 'add', `${host.address6}/64`, 'dev', 'eth0', 'nodad');
  await host.run('ip', 'link', 'set', 'eth0', 'up');
  await host.run('ip', 'link', 'set', 'lo', 'up');
  return host;
}
