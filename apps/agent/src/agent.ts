import { randomUUID } from 'node:crypto';
import { createDockerEngine } from '@muster/docker';
import { FleetError } from '@muster/kernel';
import { type Hello, protocolVersion } from '@muster/protocol';
import { Backoff, formatAddress, type Logger, type Running, sleep, within } from '@muster/runtime';
import type { Config } from './config.js';
import { createMachineProbe, engineRestart, type MachineProbe } from './host/index.js';
import { CommandRunner } from './session/command-runner.js';
import { dial } from './session/dial.js';
import { runSession, type SessionDeps } from './session/session.js';
import { handlers, perform, type VerbContext } from './verbs/index.js';
import { createPortCheck } from './witness/index.js';

const agentVersion = '0.1.0';

/** How long commands that run may take to end when the agent is told to stop. Milliseconds. */
const drainMs = 20_000;
/** How long one look at the host may take. Milliseconds. */
const lookMs = 20_000;

/** Keeps one session with the coordinator until it is stopped. */
export function startAgent(config: Config, log: Logger): Running {
  const engine = createDockerEngine({ socketPath: config.dockerSocket });
  const machine = createMachineProbe();
  const portCheck = createPortCheck();
  const { restartEngine } = config;
  const contextFor = (signal: AbortSignal): VerbContext => ({
    engine,
    machine,
    portCheck,
    signal,
    ...(restartEngine === undefined ? {} : { restartEngine: engineRestart(restartEngine, engine) }),
    log: (message) => {
      log.info(message);
    },
  });
  const runner = new CommandRunner((action, signal) => perform(action, contextFor(signal)));
  const abort = new AbortController();
  const collect = async () => {
    const { value } = await handlers.collectFacts({}, contextFor(within(abort.signal, lookMs)));
    return value;
  };
  const loop = keepSession(config, { machine, runner, collect, log }, abort.signal);
  return {
    failed: loop,
    stop: async (reason) => {
      await runner.drain(AbortSignal.timeout(drainMs));
      await portCheck.close();
      abort.abort(new FleetError('cancelled', reason));
      await loop.catch(() => undefined);
    },
  };
}

type LoopDeps = Pick<SessionDeps, 'runner' | 'collect' | 'log'> & {
  readonly machine: MachineProbe;
};

/** One session after the other, with growing pauses while none can be had. @throws cancelled when the signal aborts. */
async function keepSession(config: Config, deps: LoopDeps, signal: AbortSignal): Promise<never> {
  const { log, runner, collect } = deps;
  const client = dial(config.coordinator);
  const backoff = new Backoff({ firstMs: 200, longestMs: 10_000 });
  const hello = await helloOf(config, deps.machine);
  const onWelcome = () => {
    backoff.reset();
    log.info({ coordinator: formatAddress(config.coordinator) }, 'connected');
  };
  try {
    for (;;) {
      const reason = await runSession(
        client.session(),
        { hello, runner, collect, log, onWelcome },
        signal,
      );
      signal.throwIfAborted();
      const waitMs = Math.round(backoff.next());
      log.warn({ reason: reason.message, code: reason.code, waitMs }, 'session ended');
      await sleep(waitMs, signal);
    }
  } finally {
    client.close();
  }
}

async function helloOf(config: Config, machine: MachineProbe): Promise<Hello> {
  const { bootId } = await machine.facts();
  return { host: config.host, agentVersion, protocolVersion, bootId, instanceId: randomUUID() };
}
