// The demo: three real Docker Engines become one swarm with working overlay networks. Started by `npm run demo`.
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { World } from './world/world.ts';

const root = resolve(import.meta.dirname, '../../..');
const image = 'muster-lab/busybox';
const keep = process.stdout.isTTY && !process.argv.includes('--once');

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const title = (text: string): void => {
  say(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}`);
};

/** Shows what a person would type, and what comes back. @throws when it fails. */
async function type(world: World, ...args: readonly string[]): Promise<void> {
  say(`$ muster ${args.join(' ').replaceAll(`${root}/`, '')}`);
  const { code } = await world.muster(args, {
    onStdout: (text) => process.stdout.write(text),
  });
  if (code !== 0) throw new Error(`muster ${args[0] ?? ''} ended with exit code ${String(code)}`);
}

async function show(world: World): Promise<void> {
  await type(world, 'up', '-f', join(root, 'deploy/examples/demo.yaml'), '--yes');
  title('the hosts');
  await type(world, 'hosts');
  title('the ports between them, both ways');
  await type(world, 'check');
  title('the networks');
  await type(world, 'networks', 'ls');
  title('a packet from a container on host-2 to one on host-3, over the attachable network');
  await world.docker(
    'host-3',
    'run',
    '--detach',
    '--name',
    'web',
    '--network',
    'shared',
    image,
    'sleep',
    '86400',
  );
  const ping = ['run', '--rm', '--network', 'shared', image, 'ping', '-c', '3', 'web'];
  say(`$ docker --host HOST-2 ${ping.join(' ')}`);
  say(await world.docker('host-2', ...ping));
}

function whatNext(world: World): void {
  title('the lab stays up until you press Ctrl-C');
  const lab = world.options.name;
  say(`Try, in another terminal, in this folder:

  export MUSTER_COORDINATOR=unix:${world.restSocket}
  npx muster status
  npx muster check
  npx muster networks create my-overlay --attachable
  npx muster operations ls
  npx muster down
  npx muster-lab exec --name ${lab} host-2 -- docker network ls
  curl --unix-socket ${world.restSocket} http://localhost/v1/hosts
`);
}

/** Resolves when somebody wants it to end. */
function interrupted(): Promise<unknown> {
  return Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}

async function demo(): Promise<number> {
  title('a lab of three hosts, each with its own Docker Engine; one coordinator; one agent a host');
  const stop = interrupted();
  const world = await World.up({ name: 'demo', hosts: 3 });
  try {
    await Promise.race([show(world), stop.then(() => Promise.reject(new Error('interrupted')))]);
    if (keep) {
      whatNext(world);
      await stop;
    }
    return 0;
  } catch (thrown) {
    say(`\nThe demo failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return 1;
  } finally {
    title('cleaning up');
    await world.down();
    say('Nothing of the demo is left.');
  }
}

process.exitCode = await demo();
