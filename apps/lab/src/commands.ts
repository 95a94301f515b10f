import { prepare as prepareHosts } from './cache/prepare.js';
import type { RootSources } from './cache/roots.js';
import { failed, usage } from './domain/errors.js';
import { downCommand } from './domain/names.js';
import { hostPaths } from './domain/paths.js';
import { takeDown } from './lab/down.js';
import * as engine from './lab/engine.js';
import { execCommandLine, execute } from './lab/exec.js';
import { findHost, findInit, findLab, isVm } from './lab/find.js';
import { requireRoot } from './lab/requirements.js';
import { statusOf } from './lab/status.js';
import { labsWithTraces } from './lab/traces.js';
import { bringUp, type UpOptions } from './lab/up.js';
import { isAnswering } from './system/engine-api.js';
import { interruptible } from './system/interruption.js';
import { listProcesses } from './system/processes.js';
import { labsAsText } from './view.js';
import * as vm from './vm/engine.js';
import { executeInVm } from './vm/exec.js';

interface PrepareFlags {
  readonly engines: readonly string[];
  readonly vms?: true;
}

interface NameFlag {
  readonly name: string;
}

/** Results go to stdout, progress to stderr. */
const print = (text: string): void => void process.stdout.write(`${text}\n`);
const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));
const log = (line: string): void => void process.stderr.write(`${line}\n`);

export async function up(flags: UpOptions & { readonly json?: true }): Promise<void> {
  requireRoot();
  await interruptible((signal) => bringUp(flags, log, signal));
  const labs = await statusOf(flags.name);
  if (flags.json) {
    printJson(labs[0]);
    return;
  }
  print(labsAsText(labs));
  print(`\nNext: muster-lab exec host-1 -- docker info; end with ${downCommand(flags.name)}.`);
}

export async function prepare(flags: RootSources & PrepareFlags): Promise<void> {
  requireRoot();
  const oneOfEach = { hosts: 1, vms: flags.vms ? 1 : 0 };
  await interruptible((signal) =>
    prepareHosts({ ...flags, ...oneOfEach, image: true }, log, signal),
  );
  log(`what labs start from is in ${flags.cache}`);
}

export async function exec(
  host: string,
  command: string[],
  flags: NameFlag & { print?: true },
): Promise<void> {
  requireRoot();
  const line = execCommandLine(flags.name, host, command);
  if (flags.print) printJson(line);
  else if (isVm(findLab(flags.name), host)) await executeInVm(flags.name, host, command);
  else execute(flags.name, host, command);
}

export async function status(flags: { name?: string; output: string }): Promise<void> {
  requireRoot();
  const labs = await statusOf(flags.name);
  if (flags.output === 'json') printJson({ labs });
  else print(labsAsText(labs));
}

export async function stopEngine(host: string, flags: NameFlag & { kill?: true }): Promise<void> {
  requireRoot();
  const state = findLab(flags.name);
  const how = flags.kill ? 'SIGKILL' : 'SIGTERM';
  if (isVm(state, host)) {
    findInit(state, host);
    await interruptible((signal) => vm.stopEngine(flags.name, host, how, signal));
    log(`stopped the engine of ${host}`);
    return;
  }
  const running = engine.findEngine(listProcesses(), findInit(state, host));
  if (running === undefined) {
    log(`the engine of ${host} does not run: nothing to do`);
    return;
  }
  await interruptible((signal) => engine.stopEngine(running, host, how, signal));
  log(`stopped the engine of ${host}`);
}

export async function startEngine(
  name: string,
  dockerdFlags: string[],
  flags: NameFlag,
): Promise<void> {
  requireRoot();
  const state = findLab(flags.name);
  const host = findHost(state, name);
  const init = findInit(state, name);
  const isRunning =
    host.kind === 'vm'
      ? await isAnswering(hostPaths(flags.name, name).socket, AbortSignal.timeout(5_000))
      : engine.findEngine(listProcesses(), init) !== undefined;
  if (isRunning) {
    throw failed(
      `The engine of ${name} runs already: stop it first, with "muster-lab stop-engine ${name}".`,
    );
  }
  const start = host.kind === 'vm' ? vm.startEngine : engine.startEngine;
  const version = await interruptible((signal) =>
    start(flags.name, host, init, dockerdFlags, signal),
  );
  log(`started the engine of ${name}: ${version}`);
}

export async function reboot(name: string, flags: NameFlag & { hard?: true }): Promise<void> {
  requireRoot();
  const state = findLab(flags.name);
  const host = findHost(state, name);
  const init = findInit(state, name);
  if (host.kind !== 'vm') {
    throw usage(
      `${name} shares the machine’s kernel and cannot boot: use stop-engine and start-engine, or a host of "up --vms".`,
    );
  }
  const how = flags.hard ? 'hard' : 'soft';
  const version = await interruptible((signal) => vm.reboot(flags.name, host, init, how, signal));
  log(`${name} has booted again: Engine ${version}`);
}

export async function down(flags: NameFlag & { all?: true }): Promise<void> {
  requireRoot();
  const names = flags.all ? labsWithTraces() : [flags.name];
  for (const name of names) {
    const wasThere = await takeDown(name);
    log(wasThere ? `lab ${name} is down` : `there is no lab ${name}: nothing to do`);
  }
  if (names.length === 0) log('there is no lab: nothing to do');
}
