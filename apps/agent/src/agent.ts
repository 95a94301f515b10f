import { randomUUID } from 'node:crypto';
import { createDockerEngine } from '@muster/docker';
import { FleetError } from '@muster/kernel';
import { type Hello, protocolVersion } from '@muster/protocol';
import { Backoff, formatAddress, type Logger, type Running, sleep } from '@muster/runtime';
import type { Config } from './config.js';
import { createMachineProbe, engineRestart, type MachineProbe } from './host/index.js';
import { FactsReporter, type FollowDeps, followEngine, readNowAndThen } from './inventory/index.js';
import { CommandRunner } from './session/command-runner.js';
import { dial } from './session/dial.js';
import { runSession, type SessionDeps } from './session/session.js';
import { lookAtHost, perform, systemClock, type VerbContext } from './verbs/index.js';
import { createOverlayCheck } from './overlay/overlay-check.js';
import { createPortCheck } from './witness/index.js';

const agentVersion = '0.1.0';

/** How long commands that run may take to end when the agent is told to stop. Milliseconds. */
const drainMs = 20_000;

/** Keeps one session with the coordinator until it is stopped. */
export function startAgent(config: Config, log: Logger): Running {
  const { engine, machine, portCheck, overlayCheck, contextFor } = partsOf(config, log);
  overlayCheck.sweep();
  const abort = new AbortController();
  const reporter = new FactsReporter({
    ...{ engine, machine, log, clock: systemClock, signal: abort.signal },
    look: (signal) => lookAtHost(contextFor(signal)),
    isCommanded: () => runner.isBusy,
  });
  const runner: CommandRunner = new CommandRunner((action, signal) =>
    perform(action, {
      ...contextFor(signal),
      look: (within) => reporter.look(within),
      networksChanged: (ids, within) => reporter.networksChanged(ids, within),
      networkMade: (network) => reporter.networkMade(network),
    }),
  );
  const following = follow({ engine, reporter, log }, abort.signal);
  const loop = keepSession(config, { machine, runner, reporter, log }, abort.signal);
  return {
    failed: loop,
    stop: async (reason) => {
      await runner.drain(AbortSignal.timeout(drainMs));
      await portCheck.close();
      await overlayCheck.close();
      abort.abort(new FleetError('cancelled', reason));
      await loop.catch(() => undefined);
      await following;
    },
  };
}

/** What verbs work with. */
function partsOf({ dockerSocket, restartEngine, probeImage: image }: Config, log: Logger) {
  const engine = createDockerEngine({ socketPath: dockerSocket });
  const machine = createMachineProbe();
  const portCheck = createPortCheck();
  const contextFor = (signal: AbortSignal): VerbContext => ({
    ...{ engine, machine, portCheck, overlayCheck, signal },
    ...(restartEngine === undefined ? {} : { restartEngine: engineRestart(restartEngine, engine) }),
    log: (message) => {
      log.info(message);
    },
  });
  const overlayCheck = createOverlayCheck({ ...(image !== undefined && { image }), contextFor });
  return { engine, machine, portCheck, overlayCheck, contextFor };
}

/** Until the signal aborts. Never rejects. */
async function follow(
  deps: Pick<FollowDeps, 'engine' | 'reporter' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  const all = { ...deps, clock: systemClock, random: Math.random };
  await Promise.all([followEngine(all, signal), readNowAndThen(all, signal)]);
}

type LoopDeps = Pick<SessionDeps, 'runner' | 'reporter' | 'log'> & {
  readonly machine: MachineProbe;
};

/** One session after the other, with growing pauses while none can be had. @throws cancelled when the signal aborts. */
async function keepSession(config: Config, deps: LoopDeps, signal: AbortSignal): Promise<never> {
  const { log, runner, reporter } = deps;
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
        { hello, runner, reporter, log, onWelcome },
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
  const about = { host: config.host, agentVersion, protocolVersion, bootId };
  return { ...about, instanceId: randomUUID(), reportsChanges: true };
}
