import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { FleetError } from '@muster/kernel';

/**
 * Makes room for a socket to listen on: its folder is made, and a file that a killed process left is removed.
 *
 * @throws conflict when somebody listens there.
 */
export async function prepareSocket(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  if (await isListening(path)) {
    throw new FleetError(
      'conflict',
      `another process listens on ${path}: stop it, or choose another socket`,
    );
  }
  rmSync(path, { force: true });
}

async function isListening(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Refused, or no such file: nobody is there to be disturbed.
    return false;
  } finally {
    socket.destroy();
  }
}
